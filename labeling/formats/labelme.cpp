#include "labeling/formats/labelme.h"

#include "labeling/formats/base64.h"
#include "labeling/formats/json_text.h"
#include "labeling/formats/labelme_entry.h"
#include "labeling/formats/labelme_shape.h"
#include "labeling/formats/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

Error refusal(const std::filesystem::path& file, const std::string& what) {
  return {ErrorKind::BadInput, file, file.string() + " " + what};
}

json parsed(std::string_view text) {
  return json::parse(text, nullptr, false);
}

/// Returns what is wrong with the text as JSON; nothing when it is valid.
std::optional<std::string> jsonProblem(std::string_view text) {
  try {
    // Values are not built: a file may hold a whole picture.
    const auto discard = [](int, json::parse_event_t, const json&) { return false; };
    const json nothing = json::parse(text, discard);
    static_cast<void>(nothing);
  } catch (const json::parse_error& error) {
    return "is not valid JSON at byte " + std::to_string(error.byte) +
           " (NaN and Infinity are not allowed); repair it.";
  } catch (const json::exception&) {
    return "holds a number that is too large; repair it.";
  }
  return std::nullopt;
}

/// Whether an entry can only be X-AnyLabeling's.
bool isXAnyEntry(const std::vector<JsonMember>& members) {
  if (memberNamed(members, "kie_linking") != nullptr) {
    return true;
  }
  const JsonMember* type = memberNamed(members, "shape_type");
  if (type == nullptr) {
    return false;
  }
  const JsonMember* points = memberNamed(members, "points");
  const bool fourPoints =
      points != nullptr && type->value == "\"rectangle\"" && jsonItems(points->value).size() == 4;
  return fourPoints || type->value == "\"rotation\"" || type->value == "\"quadrilateral\"" ||
         type->value == "\"cuboid\"";
}

/// Reads a file whose text is valid JSON.
class LabelmeReader {
public:
  LabelmeReader(std::string_view text,
                const std::filesystem::path& file,
                ImageSize size,
                const LabelmeLimits& limits)
      : members_(jsonMembers(text)), path_(file), size_(size), limits_(limits) {}

  Result<LabelmeFile> read() {
    if (const auto problem = problemOfFields()) {
      return refusal(path_, *problem);
    }
    entries_ = jsonItems(memberNamed(members_, "shapes")->value);
    if (entries_.size() > limits_.shapes) {
      return refusal(path_, "has more than the limit of " + std::to_string(limits_.shapes) +
                                " shapes; split it.");
    }
    readHead();
    readShapes();
    return std::move(file_);
  }

private:
  [[nodiscard]] json valueOf(std::string_view key) const {
    const JsonMember* member = memberNamed(members_, key);
    return member != nullptr ? parsed(member->value) : json();
  }

  [[nodiscard]] std::optional<std::string> problemOfFields() const {
    if (const auto twice = repeatedKey(members_)) {
      return "has the field \"" + *twice + "\" twice; remove one of them.";
    }
    const JsonMember* shapes = memberNamed(members_, "shapes");
    if (shapes == nullptr || !shapes->value.starts_with('[')) {
      return "is not a labelme file: it has no list \"shapes\".";
    }
    const JsonMember* path = memberNamed(members_, "imagePath");
    if (path == nullptr || !path->value.starts_with('"')) {
      return "is not a labelme file: it has no text \"imagePath\".";
    }
    const JsonMember* data = memberNamed(members_, "imageData");
    if (data == nullptr || (data->value != "null" && !data->value.starts_with('"'))) {
      return "is not a labelme file: its \"imageData\" is neither a text nor null.";
    }
    return std::nullopt;
  }

  [[nodiscard]] int sizeOf(const char* key) {
    const json value = valueOf(key);
    const bool whole =
        value.is_number_unsigned() && value.get<std::uint64_t>() <= std::numeric_limits<int>::max();
    if (!value.is_null() && !whole) {
      problem(std::string("Label files whose \"") + key + "\" is not a whole number", "");
    }
    return whole ? value.get<int>() : 0;
  }

  void readHead() {
    file_.imagePath = valueOf("imagePath").get<std::string>();
    file_.hasPicture = memberNamed(members_, "imageData")->value != "null";
    file_.width = sizeOf("imageWidth");
    file_.height = sizeOf("imageHeight");
    file_.checked = valueOf("checked") == true;
    readTags();
    bool isX = memberNamed(members_, "checked") != nullptr;
    for (const std::string_view entry : entries_) {
      isX = isX || isXAnyEntry(jsonMembers(entry));
    }
    file_.dialect = isX ? LabelmeDialect::XAnyLabeling : LabelmeDialect::Labelme;
    std::string header;
    for (const JsonMember& member : members_) {
      header += (header.empty() ? "" : ",") + jsonQuoted(member.key) + ":";
      header += member.key == "shapes"      ? "[]"
                : member.key == "imageData" ? "null"
                                            : compactJson(member.value);
    }
    file_.header = json{{"labelme", "{" + header + "}"}}.dump();
  }

  void readTags() {
    const auto add = [&](const std::string& tag) {
      if (!tag.empty() && tag.size() <= limits_.textLength &&
          std::find(file_.tags.begin(), file_.tags.end(), tag) == file_.tags.end()) {
        file_.tags.push_back(tag);
      }
    };
    const JsonMember* flags = memberNamed(members_, "flags");
    for (const JsonMember& flag : jsonMembers(flags != nullptr ? flags->value : "")) {
      if (flag.value == "true") {
        add(flag.key);
      } else if (flag.value != "false") {
        problem("Flags of images that are neither true nor false, kept in the file but not read",
                flag.key);
      }
    }
    for (const json& tag : valueOf("tags")) {
      add(tag.is_string() ? tag.get<std::string>() : std::string());
    }
  }

  /// The key of what may be parts of one object.
  using PartKey = std::tuple<std::string, std::string, std::int64_t>;

  void readShapes() {
    const ImageSize own{.width = file_.width, .height = file_.height};
    const ImageSize size = size_.width > 0 && size_.height > 0 ? size_ : own;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      auto entry = readLabelmeEntry(entries_[i], file_.dialect, size, limits_);
      if (entry) {
        add(*std::move(entry), i);
      } else {
        problem(entry.error().message, "shape " + std::to_string(i + 1));
      }
    }
    for (LabelmeObject& object : file_.objects) {
      object.unknown = labelmeUnknown(object.unknown, object.shape);
    }
  }

  void add(LabelmeEntry entry, std::size_t index) {
    const PartKey key{entry.label, entry.type, entry.attributes.group.value_or(0)};
    auto& sameName = firsts_[key];
    for (const auto& [first, object] : sameName) {
      if (arePartsOfOne(first, entry)) {
        join(file_.objects[object], std::move(entry.shape));
        file_.objects[object].entries.push_back(index);
        return;
      }
    }
    file_.objects.push_back({.label = entry.label,
                             .shape = entry.shape,
                             .attributes = entry.attributes,
                             .unknown = entry.rest,
                             .entries = {index}});
    if (entry.attributes.group) {
      sameName.emplace_back(std::move(entry), file_.objects.size() - 1);
    }
  }

  static void join(LabelmeObject& object, Shape part) {
    if (auto* polygon = std::get_if<Polygon>(&object.shape)) {
      polygon->parts.push_back(std::get<Polygon>(std::move(part)).parts[0]);
    } else {
      std::get<Keypoints>(object.shape)
          .points.push_back(std::get<Keypoints>(std::move(part)).points[0]);
    }
  }

  void problem(const std::string& what, const std::string& which) {
    file_.problems.emplace_back(what, which);
  }

  std::vector<JsonMember> members_;
  std::vector<std::string_view> entries_;
  std::filesystem::path path_;
  ImageSize size_;
  const LabelmeLimits& limits_;
  LabelmeFile file_;
  std::map<PartKey, std::vector<std::pair<LabelmeEntry, std::size_t>>> firsts_;
};

}  // namespace

Result<LabelmeFile> readLabelmeText(std::string_view text,
                                    const std::filesystem::path& file,
                                    ImageSize size,
                                    const LabelmeLimits& limits) {
  if (text.size() > limits.fileBytes) {
    return refusal(file, "is larger than the limit of " + std::to_string(limits.fileBytes) +
                             " bytes; leave the picture out of it.");
  }
  text = trimmed(withoutByteOrderMark(text));
  if (jsonNesting(text) > limits.nesting) {
    return refusal(file, "is nested deeper than the limit of " + std::to_string(limits.nesting) +
                             " levels; it is not a labelme file.");
  }
  if (const auto problem = jsonProblem(text)) {
    return refusal(file, *problem);
  }
  return LabelmeReader(text, file, size, limits).read();
}

bool looksLikeLabelme(std::string_view text) {
  text = trimmed(withoutByteOrderMark(text));
  return text.starts_with('{') && text.find("\"shapes\"") != std::string_view::npos &&
         text.find("\"imagePath\"") != std::string_view::npos;
}

std::optional<std::string> pictureInLabelme(std::string_view text) {
  const std::vector<JsonMember> members = jsonMembers(trimmed(withoutByteOrderMark(text)));
  const JsonMember* data = memberNamed(members, "imageData");
  if (data == nullptr || !data->value.starts_with('"')) {
    return std::nullopt;
  }
  const json value = parsed(data->value);
  return value.is_string() ? bytesFromBase64(value.get_ref<const std::string&>()) : std::nullopt;
}

}  // namespace touchstone::labeling
