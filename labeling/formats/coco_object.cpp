#include "labeling/formats/coco_object.h"

#include "labeling/formats/coco_entry.h"
#include "labeling/formats/coco_shape.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

bool isDrawn(std::string_view segmentation) {
  const bool isEmptyList = segmentation.size() > 1 &&
                           (segmentation[0] == '[' || segmentation[0] == '{') &&
                           segmentation.find_first_not_of(" \t\r\n", 1) == segmentation.size() - 1;
  return !segmentation.empty() && segmentation != "null" && !isEmptyList;
}

std::optional<Shape> shapeIn(const JsonValue& entry, const CocoLimits& limits) {
  const std::string_view segmentation = entry.member("segmentation");
  if (isDrawn(segmentation)) {
    return shapeOfSegmentation(segmentation, limits);
  }
  const auto box = boxOfBbox(cocoValueIn(entry, "bbox"));
  return box ? std::optional<Shape>(*box) : std::nullopt;
}

Attributes attributesIn(const JsonValue& entry) {
  Attributes attributes;
  const std::string_view crowd = entry.member("iscrowd");
  if (crowd != "0") {
    const json value = cocoValueIn(entry, "iscrowd");
    attributes.crowd = value.is_boolean() ? value.get<bool>() : value.is_number() && value != 0;
  }
  const json score = cocoValueIn(entry, "score");
  if (score.is_number()) {
    attributes.score = score.get<double>();
  }
  return attributes;
}

/// Whether a part may have been four numbers: they are read as the four corners of a box.
bool mayHavePartOfFourNumbers(const Shape& shape) {
  const auto* polygon = std::get_if<Polygon>(&shape);
  return polygon != nullptr &&
         std::any_of(polygon->parts.begin(), polygon->parts.end(),
                     [](const PolygonPart& part) { return part.outer.size() == 4; });
}

std::string unknownIn(const JsonValue& entry, const CocoObject& object) {
  const std::string rest =
      object.keypoints ? cocoRestOf(entry, {"id", "image_id", "category_id", "segmentation",
                                            "iscrowd", "score", "keypoints", "num_keypoints"})
                       : cocoRestOf(entry, {"id", "image_id", "category_id", "segmentation",
                                            "iscrowd", "score"});
  std::string unknown;
  constexpr std::size_t around = 42;  // exact, as there may be millions of these
  unknown.reserve(rest.size() + around);
  unknown.append(R"({"coco":)").append(rest.empty() ? "{}" : rest).append(R"(,"cocoShape":")");
  unknown.append(fingerprintOf(object.shape)).append("\"");
  const std::string_view segmentation = entry.member("segmentation");
  if (segmentation.starts_with('{') && hasListedCounts(segmentation)) {
    unknown += R"(,"cocoCounts":"list")";
  }
  if (mayHavePartOfFourNumbers(object.shape) && hasPartOfFourNumbers(json::parse(segmentation))) {
    unknown.append(R"(,"cocoSegmentation":)").append(segmentation);
  }
  return unknown + '}';
}

}  // namespace

CocoEntry cocoEntryOf(const JsonValue& entry, const CocoIds& ids, const CocoLimits& limits) {
  CocoEntry read{.which = cocoEntryName(entry), .problem = nullptr, .object = {}};
  const auto image = cocoIdIn(entry, "image_id");
  const auto category = image ? cocoIdIn(entry, "category_id") : std::nullopt;
  if (!category || !ids.images.contains(*image) || !ids.categories.contains(*category)) {
    read.problem = "Annotations of an image or category that the file does not list, not read";
    return read;
  }
  auto shape = shapeIn(entry, limits);
  if (!shape) {
    read.problem = "Annotations whose bbox or segmentation makes no sense, not read";
    return read;
  }
  CocoObject& object = read.object;
  object.id = cocoIdIn(entry, "id").value_or(0);
  object.image = *image;
  object.category = *category;
  object.shape = *std::move(shape);
  object.keypoints = keypointsOf(cocoValueIn(entry, "keypoints"), limits);
  object.attributes = attributesIn(entry);
  object.unknown = unknownIn(entry, object);
  return read;
}

std::string cocoEntryName(const JsonValue& entry) {
  const std::string_view id = entry.member("id");
  constexpr std::size_t shown = 40;
  return id.empty() ? "no id" : "id " + std::string(id.substr(0, shown));
}

}  // namespace touchstone::labeling
