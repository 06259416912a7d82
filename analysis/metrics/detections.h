#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/geometry/shape.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// A rectangle as COCO writes it. Its numbers are kept as they were read: a width computed from two
/// edges differs in the last bit, and with it an overlap that lies exactly at a threshold.
struct CocoBox {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  bool operator==(const CocoBox&) const = default;

  [[nodiscard]] double area() const { return width * height; }
};

[[nodiscard]] inline CocoBox cocoBoxOf(const labeling::Box& box) {
  return {.x = box.x0, .y = box.y0, .width = box.width(), .height = box.height()};
}
[[nodiscard]] inline labeling::Box boxOf(const CocoBox& box) {
  return {box.x, box.y, box.x + box.width, box.y + box.height};
}

struct ObjectCategory {
  std::int64_t id = 0;
  std::string name;
  bool operator==(const ObjectCategory&) const = default;
};

/// An object that is there. Image and category are indices into the lists of the truth.
struct TrueObject {
  std::int64_t id = 0;
  std::size_t image = 0;
  std::size_t category = 0;
  CocoBox box;
  double area = 0;     ///< decides whether it is small, medium or large; COCO's field of the name
  bool crowd = false;  ///< a region of many: takes any number of detections, demands none
  bool difficult = false;  ///< as VOC: need not be found, and what finds it does not count
  labeling::Mask mask;     ///< without runs when only boxes are evaluated
};

/// What a model says is there; indices as above.
struct Detection {
  std::size_t image = 0;
  std::size_t category = 0;
  CocoBox box;
  double area = 0;
  double score = 0;
  labeling::Mask mask;
};

/// The images and classes of an evaluation, both in ascending order of their ids, and every object.
struct DetectionTruth {
  std::vector<std::int64_t> images;
  std::vector<labeling::ImageSize> sizes;  ///< of the images; 0 × 0 where unknown
  std::vector<ObjectCategory> categories;
  std::vector<TrueObject> objects;
};

/// What is laid over each other: boxes or masks.
enum class OverlapKind { Box, Mask };

/// "bbox" or "segm".
[[nodiscard]] inline const char* nameOf(OverlapKind kind) {
  return kind == OverlapKind::Box ? "bbox" : "segm";
}

}  // namespace touchstone::analysis
