#include "labeling/formats/coco.h"
#include "labeling/formats/coco_shape.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

/// Returns the fields that a COCO entry had besides those we interpret.
json fieldsIn(const json& unknown) {
  const bool there = unknown.is_object() && unknown.contains("coco");
  return there && unknown["coco"].is_object() ? unknown["coco"] : json::object();
}

std::string textIn(const json& unknown, const char* key) {
  const bool there = unknown.is_object() && unknown.contains(key) && unknown[key].is_string();
  return there ? unknown[key].get<std::string>() : std::string();
}

Box boundsOfLabelled(Keypoints keypoints) {
  std::erase_if(keypoints.points,
                [](const Keypoint& keypoint) { return keypoint.visibility == 0; });
  return boundsOf(keypoints);
}

json parsed(const std::string& text) {
  return json::parse(text, nullptr, false);
}

std::string textOfJson(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

bool cocoHolds(const Shape& shape) {
  return std::visit(Visitor{
                        [](const ImageTag&) { return false; },
                        [](const Box&) { return true; },
                        [](const OrientedBox&) { return true; },
                        [](const Polygon&) { return true; },
                        [](const Mask&) { return true; },
                        [](const Keypoints&) { return true; },
                        [](const Line&) { return false; },
                    },
                    shape);
}

std::string cocoKeypointsOf(std::int64_t object) {
  return json{{"cocoKeypointsOf", object}}.dump();
}

std::optional<std::int64_t> cocoObjectOf(const Annotation& keypoints) {
  const json unknown = parsed(keypoints.unknown);
  const bool there = unknown.is_object() && unknown.contains("cocoKeypointsOf") &&
                     unknown["cocoKeypointsOf"].is_number_integer();
  return there ? std::optional(unknown["cocoKeypointsOf"].get<std::int64_t>()) : std::nullopt;
}

std::string cocoText(const Annotation& annotation,
                     const CocoPlace& place,
                     const Keypoints* keypoints) {
  if (const auto* alone = std::get_if<Keypoints>(&annotation.shape)) {
    Annotation box = annotation;
    box.shape = boundsOfLabelled(*alone);
    return cocoText(box, place, alone);
  }
  const json unknown = parsed(annotation.unknown);
  json entry = fieldsIn(unknown);
  const bool edited = textIn(unknown, "cocoShape") != fingerprintOf(annotation.shape);
  const bool listCounts = textIn(unknown, "cocoCounts") == "list";
  entry["id"] = place.id;
  entry["image_id"] = place.image;
  entry["category_id"] = place.category;
  entry["iscrowd"] = annotation.attributes.crowd ? 1 : 0;
  entry["segmentation"] = segmentationOf(annotation.shape, place.width, place.height, listCounts);
  if (!edited && unknown.is_object() && unknown.contains("cocoSegmentation")) {
    entry["segmentation"] = unknown["cocoSegmentation"];
  }
  if (keypoints != nullptr) {
    entry["keypoints"] = keypointNumbersOf(*keypoints);
    entry["num_keypoints"] =
        std::count_if(keypoints->points.begin(), keypoints->points.end(),
                      [](const Keypoint& keypoint) { return keypoint.visibility > 0; });
  }
  if (edited || !entry.contains("area")) {
    entry["area"] = cocoAreaOf(annotation.shape, place.width, place.height);
  }
  if (edited || !entry.contains("bbox")) {
    entry["bbox"] = bboxOf(annotation.shape);
  }
  if (annotation.attributes.score) {
    entry["score"] = *annotation.attributes.score;
  }
  return textOfJson(entry);
}

std::string cocoText(const Image& image, std::int64_t id) {
  json entry = fieldsIn(parsed(image.unknown));
  const json name = entry.value("file_name", json());
  const bool still = name.is_string() &&
                     (image.path == name || image.path.ends_with("/" + name.get<std::string>()));
  if (!still) {
    entry["file_name"] = image.path;
  }
  entry["id"] = id;
  entry["width"] = image.width;
  entry["height"] = image.height;
  return textOfJson(entry);
}

std::string cocoText(const LabelClass& labelClass, std::int64_t id) {
  json entry = fieldsIn(parsed(labelClass.unknown));
  entry["id"] = id;
  entry["name"] = labelClass.name;
  return textOfJson(entry);
}

}  // namespace touchstone::labeling
