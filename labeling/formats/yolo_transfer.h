#pragma once

#include "labeling/formats/label_format.h"

namespace touchstone::labeling {

/// YOLO text labels: boxes, outlines ("yolo-seg") and turned boxes ("yolo-obb"); a dataset with
/// `data.yaml`, a folder with `classes.txt`, or label files alone. The three read the same files;
/// only rows of a class and eight numbers are outlines for the first two and turned boxes for the
/// last. The project setting "yolo.names" keeps the names by id, as a JSON list.
[[nodiscard]] LabelFormat yoloFormat();
[[nodiscard]] LabelFormat yoloSegFormat();
[[nodiscard]] LabelFormat yoloObbFormat();

}  // namespace touchstone::labeling
