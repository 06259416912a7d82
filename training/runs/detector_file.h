#pragma once

#include "training/detection/detector.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace touchstone::training {

/// What model.json says of a trained detector.
struct DetectorDescription {
  std::string backbone;
  std::string startedFrom;  ///< the pre-trained weight file, or empty
  PictureLimits size;
  std::vector<std::string> classes;
  std::map<std::string, double> metrics;
  std::string split;  ///< what the metrics were measured on
  std::string labelHash;
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
