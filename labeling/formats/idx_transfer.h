#pragma once

#include "labeling/formats/label_format.h"

namespace touchstone::labeling {

/// IDX files of the MNIST family. Their pictures come in as PNG files, `train/00000.png`, with an
/// image tag each; names of the numbers are taken from `classes.txt` beside them. Written as a pair
/// of files per split when all images have one size.
[[nodiscard]] LabelFormat idxFormat();

}  // namespace touchstone::labeling
