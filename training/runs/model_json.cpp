#include "training/runs/model_json.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "training/runs/run_files.h"

namespace touchstone::training {

using Json = nlohmann::json;

Status writeModelJson(const std::filesystem::path& runFolder,
                      const ModelOrigin& origin,
                      Json model) {
  model["backbone"] = origin.backbone;
  model["startedFrom"] = origin.startedFrom;
  model["classes"] = origin.classes;
  model["metrics"] = origin.metrics;
  model["split"] = origin.split;
  model["labelHash"] = origin.labelHash;
  model["mean"] = {0.485, 0.456, 0.406};
  model["std"] = {0.229, 0.224, 0.225};
  return labeling::writeFileAtomically(
      RunFiles{runFolder}.model(),
      model.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

void readOrigin(const Json& json, ModelOrigin& origin) {
  origin.backbone = json.at("backbone").get<std::string>();
  origin.startedFrom = json.at("startedFrom").get<std::string>();
  origin.classes = json.at("classes").get<std::vector<std::string>>();
  origin.metrics = json.at("metrics").get<std::map<std::string, double>>();
  origin.split = json.at("split").get<std::string>();
  origin.labelHash = json.at("labelHash").get<std::string>();
}

Result<Json> readModelJson(const std::filesystem::path& runFolder) {
  const auto file = RunFiles{runFolder}.model();
  const auto text = labeling::readFile(file);
  if (!text) {
    return Error{ErrorKind::BadInput, file,
                 "The run " + runFolder.filename().string() +
                     " has no trained model; train first or choose another run."};
  }
  auto json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) {
    return unusableModel(runFolder);
  }
  return json;
}

Error unusableModel(const std::filesystem::path& runFolder) {
  const auto file = RunFiles{runFolder}.model();
  return {ErrorKind::BadInput, file,
          file.string() + " does not describe a trained model; train again or choose another run."};
}

std::string taskOf(const std::filesystem::path& runFolder) {
  const auto task = readModel(runFolder, [](const Json& json) {
    return std::optional(json.at("task").get<std::string>());
  });
  return task ? *task : std::string();
}

}  // namespace touchstone::training
