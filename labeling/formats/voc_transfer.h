#pragma once

#include "labeling/formats/label_format.h"

namespace touchstone::labeling {

/// Pascal VOC XML: a VOC tree (`JPEGImages`, `Annotations`, `ImageSets/Main`), label files beside
/// the images, or a single label file. The project setting "voc.origin" ("labelimg" or "devkit")
/// says where its numbers begin; the first import sets it to what the files show.
[[nodiscard]] LabelFormat vocFormat();

}  // namespace touchstone::labeling
