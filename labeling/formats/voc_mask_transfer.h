#pragma once

#include "labeling/formats/label_format.h"

namespace touchstone::labeling {

/// Pascal VOC's segmentation PNGs. Objects become masks; void pixels are kept with the image and
/// written again where no object is. Classes keep their numbers.
[[nodiscard]] LabelFormat vocMasksFormat();

}  // namespace touchstone::labeling
