#include "training/runs/model_file.h"

#include "training/baselines/baseline_classifier.h"
#include "training/networks/classifier.h"
#include "training/runs/run_files.h"

#include <array>

namespace touchstone::training {

namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 5> modeNames = {"frozen", "fine-tuned", "from scratch",
                                                       "pre-trained", "baseline"};

/// Reads the members; the JSON library throws where one is missing or of another type.
ModelDescription descriptionFrom(const Json& json) {
  ModelDescription model;
  readOrigin(json, model);
  for (std::size_t i = 0; i < modeNames.size(); ++i) {
    if (json.at("mode") == modeNames[i]) {
      model.mode = static_cast<LearningMode>(i);
    }
  }
  model.picture.size = json.at("size").get<int>();
  model.picture.zoom = json.at("zoom").get<double>();
  model.picture.context = json.at("context").get<double>();
  model.mirrored = json.at("mirrored").get<bool>();
  model.boxes = json.at("boxes").get<bool>();
  return model;
}

bool isSensible(const ModelDescription& model) {
  const bool known = model.mode == LearningMode::Baseline ? findBaseline(model.backbone) != nullptr
                                                          : findBackbone(model.backbone) != nullptr;
  return known && model.classes.size() >= 2 && model.picture.size >= 16 &&
         model.picture.size <= 4096 && model.picture.zoom >= 1 && model.picture.zoom < 10 &&
         model.picture.context >= 0 && model.picture.context < 10;
}

}  // namespace

Status writeModelDescription(const std::filesystem::path& runFolder,
                             const ModelDescription& model) {
  return writeModelJson(runFolder, model,
                        {{"task", "classify"},
                         {"mode", modeNames[static_cast<std::size_t>(model.mode)]},
                         {"size", model.picture.size},
                         {"zoom", model.picture.zoom},
                         {"context", model.picture.context},
                         {"mirrored", model.mirrored},
                         {"boxes", model.boxes}});
}

Result<ModelDescription> readModelDescription(const std::filesystem::path& runFolder) {
  return readModel(runFolder, [](const Json& json) {
    auto model = descriptionFrom(json);
    return isSensible(model) ? std::optional(std::move(model)) : std::nullopt;
  });
}

Result<std::unique_ptr<PictureClassifier>> classifierOf(const ModelDescription& description,
                                                        const WeightFile& weights,
                                                        const std::filesystem::path& name) {
  const auto classes = static_cast<int>(description.classes.size());
  const auto kept = [](auto classifier) -> std::unique_ptr<PictureClassifier> {
    return std::make_unique<decltype(classifier)>(std::move(classifier));
  };
  if (description.mode == LearningMode::Baseline) {
    return BaselineClassifier::fromWeights(*findBaseline(description.backbone), classes, weights,
                                           name)
        .transform(kept);
  }
  return Classifier::make(*findBackbone(description.backbone), classes, weights, name)
      .transform(kept);
}

Result<TrainedModel> openModel(const std::filesystem::path& runFolder) {
  auto description = readModelDescription(runFolder);
  if (!description) {
    return description.error();
  }
  const auto file = RunFiles{runFolder}.weights();
  const auto weights = readSafetensors(file);
  if (!weights) {
    return weights.error();
  }
  auto classifier = classifierOf(*description, *weights, file);
  if (!classifier) {
    return classifier.error();
  }
  return TrainedModel{std::move(*description), std::move(*classifier)};
}

}  // namespace touchstone::training
