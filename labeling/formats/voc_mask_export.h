#pragma once

#include "labeling/formats/label_format.h"

#include <optional>
#include <string>

namespace touchstone::labeling {

/// Returns what Image::unknown, LabelClass::unknown and Annotation::unknown keep of segmentation
/// pictures beside what else is in `unknown`: the void pixels, the class's number, the object's.
[[nodiscard]] std::string withVocVoid(const std::string& unknown, const Mask& voidPixels);
[[nodiscard]] std::string withVocNumber(const std::string& unknown, int number);

/// Return them again; nothing when there is none that makes sense.
[[nodiscard]] std::optional<Mask> vocVoidIn(const std::string& unknown);
[[nodiscard]] std::optional<int> vocNumberIn(const std::string& unknown);

/// Writes `SegmentationClass`, `SegmentationObject`, `ImageSets/Segmentation` and
/// `class_names.txt` below `destination`. Polygons become the pixels that COCO's tools give them.
Result<TransferReport> exportVocMasks(const Project& project,
                                      const std::filesystem::path& destination,
                                      const WorkContext& work);

}  // namespace touchstone::labeling
