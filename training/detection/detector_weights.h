#pragma once

#include "training/detection/faster_rcnn.h"
#include "training/weights/safetensors.h"

#include <filesystem>

namespace touchstone::training {

/// Copies a file's tensors into a detector. A predictor for other classes is left as it is; names
/// of torchvision before 0.13 are understood. Returns whether the predictor is new. Errors: a
/// tensor is missing or has another shape; `name` is how the sentence calls the file.
Result<bool> loadDetector(FasterRcnn& detector,
                          const WeightFile& weights,
                          const std::filesystem::path& name);

}  // namespace touchstone::training
