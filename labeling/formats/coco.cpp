#include "labeling/formats/coco.h"

#include "labeling/formats/coco_shape.h"
#include "labeling/formats/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

Error refusal(const std::filesystem::path& file, const std::string& what) {
  return {ErrorKind::BadInput, file, file.string() + " " + what};
}

/// Returns how deep brackets are nested, those within texts not counted.
std::size_t nestingOf(std::string_view text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      i += c == '\\' ? 1 : 0;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

std::optional<std::int64_t> idIn(const json& entry, const char* key) {
  const auto found = entry.find(key);
  if (found == entry.end() || !found->is_number()) {
    return std::nullopt;
  }
  if (found->is_number_float()) {
    const double number = *found;
    const bool whole = std::floor(number) == number && std::abs(number) < 9e15;
    return whole ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
  }
  const bool tooLarge = found->is_number_unsigned() && found->get<std::uint64_t>() > INT64_MAX;
  return tooLarge ? std::nullopt : std::optional(found->get<std::int64_t>());
}

int sizeIn(const json& entry, const char* key) {
  const auto size = idIn(entry, key).value_or(0);
  return size > 0 && size < INT32_MAX ? static_cast<int>(size) : 0;
}

std::string textIn(const json& entry, const char* key, const CocoLimits& limits) {
  const auto found = entry.find(key);
  if (found == entry.end() || !found->is_string()) {
    return {};
  }
  const auto& text = found->get_ref<const std::string&>();
  return text.size() <= limits.textLength ? text : std::string();
}

/// Returns the fields of `entry` but for those named, as the value of an `unknown` field.
std::string restOf(json entry, std::initializer_list<const char*> known) {
  for (const char* key : known) {
    entry.erase(key);
  }
  return entry.empty() ? std::string() : json{{"coco", std::move(entry)}}.dump();
}

/// Reads the three lists of a parsed file.
class CocoReader {
public:
  explicit CocoReader(const CocoLimits& limits) : limits_(limits) {}

  CocoFile read(json root) {
    for (const json& image : root["images"]) {
      addImage(image);
    }
    for (const json& category : root["categories"]) {
      addCategory(category);
    }
    for (const json& object : root["annotations"]) {
      addObject(object);
    }
    for (const char* list : {"images", "categories", "annotations"}) {
      root.erase(list);
    }
    file_.header = root.empty() ? std::string() : root.dump();
    return std::move(file_);
  }

private:
  void addImage(const json& entry) {
    const auto id = entry.is_object() ? idIn(entry, "id") : std::nullopt;
    const std::string name = id ? textIn(entry, "file_name", limits_) : std::string();
    if (name.empty() || !images_.insert(*id).second) {
      problem("Images without an id of their own or a file_name, not read", entry);
      return;
    }
    file_.images.push_back({.id = *id,
                            .fileName = name,
                            .width = sizeIn(entry, "width"),
                            .height = sizeIn(entry, "height"),
                            .unknown = restOf(entry, {"id", "width", "height"})});
  }

  void addCategory(const json& entry) {
    const auto id = entry.is_object() ? idIn(entry, "id") : std::nullopt;
    const std::string name = id ? textIn(entry, "name", limits_) : std::string();
    if (name.empty() || !categories_.insert(*id).second) {
      problem("Categories without an id of their own or a name, not read", entry);
      return;
    }
    file_.categories.push_back({.id = *id, .name = name, .unknown = restOf(entry, {"id", "name"})});
  }

  void addObject(const json& entry) {
    const auto image = entry.is_object() ? idIn(entry, "image_id") : std::nullopt;
    const auto category = image ? idIn(entry, "category_id") : std::nullopt;
    if (!category || !images_.contains(*image) || !categories_.contains(*category)) {
      problem("Annotations of an image or category that the file does not list, not read", entry);
      return;
    }
    const auto shape = shapeIn(entry);
    if (!shape) {
      problem("Annotations whose bbox or segmentation makes no sense, not read", entry);
      return;
    }
    CocoObject object{.id = idIn(entry, "id").value_or(0),
                      .image = *image,
                      .category = *category,
                      .shape = *shape,
                      .keypoints = keypointsOf(entry.value("keypoints", json()), limits_),
                      .attributes = attributesIn(entry),
                      .unknown = {}};
    object.unknown = unknownIn(entry, object);
    if (object.id <= 0 || !objects_.insert(object.id).second) {
      problem("Annotations without an id of their own, to be given a new one", entry);
      object.id = 0;
    }
    file_.objects.push_back(std::move(object));
  }

  [[nodiscard]] std::optional<Shape> shapeIn(const json& entry) const {
    const auto segmentation = entry.find("segmentation");
    const bool drawn =
        segmentation != entry.end() && !segmentation->is_null() && !segmentation->empty();
    if (drawn) {
      return shapeOfSegmentation(*segmentation, limits_);
    }
    const auto box = boxOfBbox(entry.value("bbox", json()));
    return box ? std::optional<Shape>(*box) : std::nullopt;
  }

  static Attributes attributesIn(const json& entry) {
    Attributes attributes;
    const json crowd = entry.value("iscrowd", json());
    attributes.crowd = crowd.is_boolean() ? crowd.get<bool>() : crowd.is_number() && crowd != 0;
    const json score = entry.value("score", json());
    if (score.is_number()) {
      attributes.score = score.get<double>();
    }
    return attributes;
  }

  static std::string unknownIn(const json& entry, const CocoObject& object) {
    json rest = entry;
    const json segmentation = entry.value("segmentation", json());
    const bool list = segmentation.is_object() && segmentation.value("counts", json()).is_array();
    for (const char* key : {"id", "image_id", "category_id", "segmentation", "iscrowd", "score"}) {
      rest.erase(key);
    }
    if (object.keypoints) {
      rest.erase("keypoints");
      rest.erase("num_keypoints");
    }
    json unknown{{"coco", std::move(rest)}, {"cocoShape", fingerprintOf(object.shape)}};
    if (list) {
      unknown["cocoCounts"] = "list";
    }
    if (hasPartOfFourNumbers(segmentation)) {
      unknown["cocoSegmentation"] = segmentation;
    }
    return unknown.dump();
  }

  void problem(const char* what, const json& entry) {
    const json id = entry.is_object() ? entry.value("id", json()) : json();
    file_.problems.emplace_back(what, id.is_null() ? "no id" : "id " + id.dump().substr(0, 40));
  }

  const CocoLimits& limits_;
  CocoFile file_;
  std::set<std::int64_t> images_;
  std::set<std::int64_t> categories_;
  std::set<std::int64_t> objects_;
};

std::optional<Error> problemOf(const json& root,
                               const std::filesystem::path& file,
                               const CocoLimits& limits) {
  for (const char* list : {"images", "categories", "annotations"}) {
    if (!root.is_object() || !root.contains(list) || !root[list].is_array()) {
      return refusal(file,
                     std::string("is not a COCO instances file: it has no list \"") + list + "\".");
    }
    if (root[list].size() > limits.entries) {
      return refusal(file, std::string("has more than the limit of ") +
                               std::to_string(limits.entries) + " " + list + "; split it.");
    }
  }
  return std::nullopt;
}

}  // namespace

Result<CocoFile> readCocoText(std::string_view text,
                              const std::filesystem::path& file,
                              const CocoLimits& limits) {
  if (text.size() > limits.fileBytes) {
    return refusal(file, "is larger than the limit of " + std::to_string(limits.fileBytes) +
                             " bytes; split it.");
  }
  text = withoutByteOrderMark(text);
  if (nestingOf(text) > limits.nesting) {
    return refusal(file, "is nested deeper than the limit of " + std::to_string(limits.nesting) +
                             " levels; it is not a COCO file.");
  }
  try {
    json root = json::parse(text);
    if (const auto problem = problemOf(root, file, limits)) {
      return *problem;
    }
    return CocoReader(limits).read(std::move(root));
  } catch (const json::parse_error& error) {
    return refusal(file, "is not valid JSON at byte " + std::to_string(error.byte) +
                             " (NaN and Infinity are not allowed); repair it.");
  } catch (const json::exception& error) {
    return refusal(file, std::string("cannot be read as COCO (") + error.what() + ").");
  }
}

}  // namespace touchstone::labeling
