#include "training/runs/detector_file.h"

#include "training/runs/run_files.h"

namespace touchstone::training {

namespace {

using Json = nlohmann::json;

DetectorDescription descriptionFrom(const Json& json) {
  DetectorDescription detector;
  readOrigin(json, detector);
  detector.size = {json.at("size").get<int>(), json.at("longerSide").get<int>()};
  return detector;
}

bool isSensible(const DetectorDescription& detector) {
  return findBackbone(detector.backbone) != nullptr && !detector.classes.empty() &&
         detector.size.shorter >= 32 && detector.size.shorter <= 4096 &&
         detector.size.longer >= detector.size.shorter && detector.size.longer <= 8192;
}

}  // namespace

Status writeDetectorDescription(const std::filesystem::path& runFolder,
                                const DetectorDescription& detector) {
  return writeModelJson(
      runFolder, detector,
      {{"task", "detect"}, {"size", detector.size.shorter}, {"longerSide", detector.size.longer}});
}

Result<TrainedDetector> openDetector(const std::filesystem::path& runFolder) {
  const auto description = readModel(runFolder, [](const Json& json) {
    auto detector = descriptionFrom(json);
    return isSensible(detector) ? std::optional(std::move(detector)) : std::nullopt;
  });
  if (!description) {
    return description.error();
  }
  const RunFiles files{runFolder};
  const auto weights = readSafetensors(files.weights());
  if (!weights) {
    return weights.error();
  }
  return Detector::make({findBackbone(description->backbone),
                         static_cast<int>(description->classes.size()), description->size},
                        *weights, files.weights())
      .transform([&](Detector&& detector) {
        return TrainedDetector{*description, std::move(detector)};
      });
}

}  // namespace touchstone::training
