#include "labeling/formats/mturk_answer.h"

#include "labeling/formats/mturk_fields.h"
#include "labeling/formats/mturk_picture.h"
#include "labeling/formats/text.h"
#include "labeling/geometry/mask.h"

#include <charconv>
#include <cmath>
#include <map>
#include <optional>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

Error notRead(const std::string& which) {
  return {ErrorKind::BadInput, {}, "Answers " + which + ", not read"};
}

const json* memberOf(const json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found == object.end() ? nullptr : &*found;
}

/// Returns a number that can be a place or a length in a picture.
std::optional<double> numberIn(const json& object, const char* key) {
  constexpr double most = 1e9;
  const json* value = memberOf(object, key);
  const bool makesSense =
      value != nullptr && value->is_number() && std::abs(value->get<double>()) <= most;
  return makesSense ? std::optional(value->get<double>()) : std::nullopt;
}

/// Returns the 0xRRGGBB that "#rrggbb" writes.
std::optional<std::uint32_t> colourFrom(const json* value) {
  const std::string text = value != nullptr && value->is_string() ? value->get<std::string>() : "";
  std::uint32_t colour = 0;
  const char* end = text.data() + text.size();
  if (text.size() != 7 || text.front() != '#') {
    return std::nullopt;
  }
  const auto [stop, error] = std::from_chars(text.data() + 1, end, colour, 16);
  return error == std::errc() && stop == end ? std::optional(colour) : std::nullopt;
}

/// Reads the elements of a form into an answer.
class AnswerReader {
public:
  explicit AnswerReader(const MturkLimits& limits) : limits_(limits) {}

  Result<MturkAnswer> read(const json& form) {
    bool isKnown = false;
    for (const auto& [name, element] : form.items()) {
      const Result<bool> read = readElement(element);
      if (!read) {
        return read.error();
      }
      isKnown = isKnown || *read;
    }
    if (!isKnown) {
      return notRead("without boxes, polygons, masks or a class");
    }
    return std::move(answer_);
  }

private:
  /// Returns whether the element is one of those that we read.
  Result<bool> readElement(const json& element) {
    readSize(element);
    if (const json* boxes = memberOf(element, "boundingBoxes")) {
      return readList(*boxes, [this](const json& entry) { return addBox(entry); });
    }
    if (const json* polygons = memberOf(element, "polygons")) {
      return readList(*polygons, [this](const json& entry) { return addPolygon(entry); });
    }
    if (const json* picture = memberOf(element, "labeledImage")) {
      return readMasks(element, *picture);
    }
    const json* label = memberOf(element, "label");
    const json* labels = memberOf(element, "labels");
    if (label == nullptr && labels == nullptr) {
      return false;
    }
    answer_.onlyClasses = true;
    const json* comment = memberOf(element, "workerComment");
    const auto add = [&](const json& value) {
      return addTag(value, comment != nullptr && comment->is_string() ? comment->get<std::string>()
                                                                      : std::string());
    };
    return label != nullptr ? add(*label) : readList(*labels, add);
  }

  void readSize(const json& element) {
    const json* size = memberOf(element, "inputImageProperties");
    const auto width = size != nullptr ? numberIn(*size, "width") : std::nullopt;
    const auto height = size != nullptr ? numberIn(*size, "height") : std::nullopt;
    if (width && height && *width >= 1 && *height >= 1) {
      answer_.picture = {static_cast<int>(*width), static_cast<int>(*height)};
    }
  }

  template <class Add>
  Result<bool> readList(const json& list, Add add) {
    if (!list.is_array()) {
      return notRead("that are no list of objects");
    }
    if (list.size() > limits_.objects) {
      return notRead("with more than the limit of " + std::to_string(limits_.objects) + " objects");
    }
    for (const json& entry : list) {
      Result<bool> added = add(entry);
      if (!added) {
        return added;
      }
    }
    return true;
  }

  /// Returns the label of an entry, trimmed; nothing, and a problem noted, when it makes none.
  std::optional<std::string> labelOf(const json* value) {
    if (value == nullptr || !value->is_string() ||
        !isUtf8Text(value->get_ref<const std::string&>())) {
      answer_.problems.emplace_back("Objects without a label, left out");
      return std::nullopt;
    }
    const auto& text = value->get_ref<const std::string&>();
    const std::string_view label = trimmed(text);
    if (label.empty() || label.size() > limits_.labelLength) {
      answer_.problems.emplace_back(label.empty() ? "Objects without a label, left out"
                                                  : "Objects with a label of more than " +
                                                        std::to_string(limits_.labelLength) +
                                                        " bytes, left out");
      return std::nullopt;
    }
    return std::string(label);
  }

  Result<bool> addTag(const json& value, const std::string& comment) {
    if (auto label = labelOf(&value)) {
      answer_.objects.push_back({*std::move(label), ImageTag{}, comment});
    }
    return true;
  }

  Result<bool> addBox(const json& entry) {
    const auto left = numberIn(entry, "left");
    const auto top = numberIn(entry, "top");
    const auto width = numberIn(entry, "width");
    const auto height = numberIn(entry, "height");
    if (!left || !top || !width || !height) {
      answer_.problems.emplace_back(
          "Boxes whose place is not four numbers that make sense, left out");
    } else if (*width <= 0 || *height <= 0) {
      answer_.problems.emplace_back("Boxes without area, left out");
    } else if (auto label = labelOf(memberOf(entry, "label"))) {
      answer_.objects.push_back(
          {*std::move(label), Box{*left, *top, *left + *width, *top + *height}, {}});
    }
    return true;
  }

  Result<bool> addPolygon(const json& entry) {
    const json* vertices = memberOf(entry, "vertices");
    std::vector<Point> ring;
    if (vertices != nullptr && vertices->is_array()) {
      if (vertices->size() > limits_.pointsPerPolygon) {
        return notRead("with a polygon of more than the limit of " +
                       std::to_string(limits_.pointsPerPolygon) + " points");
      }
      for (const json& vertex : *vertices) {
        const auto x = numberIn(vertex, "x");
        const auto y = numberIn(vertex, "y");
        if (!x || !y) {
          answer_.problems.emplace_back("Polygons with a point that is not two numbers, left out");
          return true;
        }
        ring.push_back({*x, *y});
      }
    }
    if (ring.size() < 3) {
      answer_.problems.emplace_back("Polygons of fewer than three points, left out");
    } else if (auto label = labelOf(memberOf(entry, "label"))) {
      answer_.objects.push_back(
          {*std::move(label), Polygon{{{.outer = std::move(ring), .holes = {}}}}, {}});
    }
    return true;
  }

  Result<bool> readMasks(const json& element, const json& picture) {
    const json* instances = memberOf(element, "instances");
    const json* mappings = memberOf(element, "labelMappings");
    if (instances != nullptr && !instances->is_array()) {
      return notRead("that are no list of objects");
    }
    answer_.oneMaskPerClass = instances == nullptr;
    std::map<std::uint32_t, std::string> labels;
    const auto add = [&](const json* label, const json& entry) -> Status {
      const auto colour = colourFrom(memberOf(entry, "color"));
      if (!colour) {
        return notRead("with a colour that is not written as #rrggbb");
      }
      if (auto name = labelOf(label)) {
        const auto [known, isNew] = labels.emplace(*colour, *name);
        if (!isNew && known->second != *name) {
          return notRead("that give one colour to two labels");
        }
      }
      return Nothing{};
    };
    for (const json& entry : instances != nullptr ? *instances : json::array()) {
      if (Status added = add(memberOf(entry, "label"), entry); !added) {
        return added.error();
      }
    }
    if (instances == nullptr && mappings != nullptr && mappings->is_object()) {
      for (const auto& [name, entry] : mappings->items()) {
        const json label = name;
        if (Status added = add(&label, entry); !added) {
          return added.error();
        }
      }
    }
    return addMasks(labels, picture);
  }

  Result<bool> addMasks(const std::map<std::uint32_t, std::string>& labels, const json& picture) {
    const json* data = memberOf(picture, "pngImageData");
    if (data == nullptr || !data->is_string()) {
      return notRead("whose picture of labels is missing");
    }
    std::vector<std::uint32_t> colours;
    for (const auto& [colour, label] : labels) {
      colours.push_back(colour);
    }
    auto decoded =
        masksOfColours(data->get_ref<const std::string&>(), colours, limits_.picturePixels);
    if (!decoded) {
      return notRead("whose picture of labels " + decoded.error().message);
    }
    if (decoded->strayPixels > 0) {
      answer_.problems.emplace_back("Answers with pixels in the colour of no label, left out");
    }
    std::size_t k = 0;
    for (const auto& [colour, label] : labels) {
      Mask& mask = decoded->masks[k++];
      if (isEmpty(mask)) {
        answer_.problems.emplace_back("Objects without a pixel, left out");
      } else {
        answer_.objects.push_back({label, std::move(mask), {}});
      }
    }
    return true;
  }

  const MturkLimits& limits_;
  MturkAnswer answer_;
};

}  // namespace

Result<MturkAnswer> readMturkAnswer(const MturkFields& fields, const MturkLimits& limits) {
  return mturkFormOf(fields, limits).and_then([&](const json& form) {
    return AnswerReader(limits).read(form);
  });
}

}  // namespace touchstone::labeling
