#include "training/runs/detector_file.h"

#include "training/runs/model_json.h"
#include "training/runs/run_files.h"

namespace touchstone::training {

namespace {

using Json = nlohmann::json;

DetectorDescription descriptionFrom(const Json& json) {
  DetectorDescription detector;
  detector.backbone = json.at("backbone").get<std::string>();
  detector.startedFrom = json.at("startedFrom").get<std::string>();
  detector.size = {json.at("size").get<int>(), json.at("longerSide").get<int>()};
  detector.classes = json.at("classes").get<std::vector<std::string>>();
  detector.metrics = json.at("metrics").get<std::map<std::string, double>>();
  detector.split = json.at("split").get<std::string>();
  detector.labelHash = json.at("labelHash").get<std::string>();
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
  return writeModelJson(runFolder, {{"task", "detect"},
                                    {"backbone", detector.backbone},
                                    {"startedFrom", detector.startedFrom},
                                    {"size", detector.size.shorter},
                                    {"longerSide", detector.size.longer},
                                    {"classes", detector.classes},
                                    {"metrics", detector.metrics},
                                    {"split", detector.split},
                                    {"labelHash", detector.labelHash}});
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
