#pragma once

#include "training/detection/detector.h"
#include "training/runs/model_json.h"

#include <filesystem>

namespace touchstone::training {

/// What model.json says of a trained detector.
struct DetectorDescription : ModelOrigin {
  PictureLimits size;
};

Status writeDetectorDescription(const std::filesystem::path& runFolder,
                                const DetectorDescription& detector);

/// A trained detector that is ready to find objects.
struct TrainedDetector {
  DetectorDescription description;
  Detector detector;
};

/// Opens the detector of a run. Errors: no such model, damaged, weights that do not fit.
Result<TrainedDetector> openDetector(const std::filesystem::path& runFolder);

}  // namespace touchstone::training
