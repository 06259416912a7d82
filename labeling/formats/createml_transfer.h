#pragma once

#include "labeling/formats/label_format.h"

namespace touchstone::labeling {

/// Apple's CreateML object detection JSON, both schemas, a file for a folder or for an image. The
/// project setting "createml.file" keeps the path of a file with several images. Written is one
/// file of schema B, as LabelImg writes it: `_annotations.createml.json`, or what the destination
/// names.
[[nodiscard]] LabelFormat createmlFormat();

}  // namespace touchstone::labeling
