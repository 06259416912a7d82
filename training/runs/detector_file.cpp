#include "training/runs/detector_file.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "training/runs/run_files.h"

#include <nlohmann/json.hpp>

namespace touchstone::training {

namespace {

using Json = nlohmann::json;

Error unusable(const std::filesystem::path& file) {
  return {
      ErrorKind::BadInput, file,
      file.string() + " does not describe a trained detector; train again or choose another run."};
}

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
  const Json json = {{"task", "detect"},
                     {"backbone", detector.backbone},
                     {"startedFrom", detector.startedFrom},
                     {"size", detector.size.shorter},
                     {"longerSide", detector.size.longer},
                     {"mean", {0.485, 0.456, 0.406}},
                     {"std", {0.229, 0.224, 0.225}},
                     {"classes", detector.classes},
                     {"metrics", detector.metrics},
                     {"split", detector.split},
                     {"labelHash", detector.labelHash}};
  return labeling::writeFileAtomically(
      RunFiles{runFolder}.model(), json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::string taskOf(const std::filesystem::path& runFolder) {
  const auto text = labeling::readFile(RunFiles{runFolder}.model());
  const Json json = text ? Json::parse(*text, nullptr, false) : Json();
  const auto task = json.is_object() ? json.find("task") : json.end();
  return json.is_object() && task != json.end() && task->is_string() ? task->get<std::string>()
                                                                     : std::string();
}

Result<TrainedDetector> openDetector(const std::filesystem::path& runFolder) {
  const RunFiles files{runFolder};
  const auto text = labeling::readFile(files.model());
  if (!text) {
    return Error{ErrorKind::BadInput, files.model(),
                 "The run " + runFolder.filename().string() +
                     " has no trained model; train first or choose another run."};
  }
  DetectorDescription description;
  try {
    description = descriptionFrom(Json::parse(*text));
  } catch (const Json::exception&) {
    return unusable(files.model());
  }
  if (!isSensible(description)) {
    return unusable(files.model());
  }
  const auto weights = readSafetensors(files.weights());
  if (!weights) {
    return weights.error();
  }
  return Detector::make({findBackbone(description.backbone),
                         static_cast<int>(description.classes.size()), description.size},
                        *weights, files.weights())
      .transform([&](Detector&& detector) {
        return TrainedDetector{description, std::move(detector)};
      });
}

}  // namespace touchstone::training
