#pragma once

#include "labeling/formats/coco.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace touchstone::labeling {

/// Reads a `segmentation` as it stands in a JSON text that was checked: a list of polygons or a
/// run-length code; nothing when it is neither.
[[nodiscard]] std::optional<Shape> shapeOfSegmentation(std::string_view segmentation,
                                                       const CocoLimits& limits);
/// Whether that is a run-length code of numbers instead of text.
[[nodiscard]] bool hasListedCounts(std::string_view segmentation);
/// Reads `[x, y, width, height]`.
[[nodiscard]] std::optional<Box> boxOfBbox(const nlohmann::json& bbox);

/// Reads `keypoints`, x, y and visibility of each; nothing when it is no such list or none of them
/// is labelled. And returns that list, whole numbers as such.
[[nodiscard]] std::optional<Keypoints> keypointsOf(const nlohmann::json& numbers,
                                                   const CocoLimits& limits);
[[nodiscard]] nlohmann::json keypointNumbersOf(const Keypoints& keypoints);

/// Whether a polygon has a part of four numbers, which is a box and not written as one again.
[[nodiscard]] bool hasPartOfFourNumbers(const nlohmann::json& segmentation);

/// Returns the `segmentation` of a shape, `[]` for a box. `listCounts` writes run lengths as a list
/// of numbers instead of text.
[[nodiscard]] nlohmann::json segmentationOf(const Shape& shape,
                                            int width,
                                            int height,
                                            bool listCounts);
[[nodiscard]] nlohmann::json bboxOf(const Shape& shape);
/// Returns the number of pixels of a polygon or mask, width times height of a box.
[[nodiscard]] double cocoAreaOf(const Shape& shape, int width, int height);

/// Returns a short text that changes when the shape does.
[[nodiscard]] std::string fingerprintOf(const Shape& shape);

}  // namespace touchstone::labeling
