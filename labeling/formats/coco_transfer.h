#pragma once

#include "labeling/formats/label_format.h"

namespace touchstone::labeling {

/// COCO instances JSON. Several files give the splits by their names. Written as one file when the
/// destination ends in .json, else as one file per split in `annotations` below it.
[[nodiscard]] LabelFormat cocoFormat();

}  // namespace touchstone::labeling
