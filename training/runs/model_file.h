#pragma once

#include "training/data/picture.h"
#include "training/networks/picture_classifier.h"
#include "training/runs/model_json.h"
#include "training/runs/run_choices.h"
#include "training/weights/safetensors.h"

#include <filesystem>
#include <memory>

namespace touchstone::training {

/// What model.json says of a trained model: all that is needed to use it.
struct ModelDescription : ModelOrigin {  // the backbone may be a baseline
  LearningMode mode = LearningMode::FrozenBackbone;
  PictureOptions picture;
  bool mirrored = false;
  bool boxes = false;
};

Status writeModelDescription(const std::filesystem::path& runFolder, const ModelDescription& model);
/// Errors: no such file, damaged, written by a newer version; the sentence names the run.
Result<ModelDescription> readModelDescription(const std::filesystem::path& runFolder);

/// A trained model that is ready to predict.
struct TrainedModel {
  ModelDescription description;
  std::unique_ptr<PictureClassifier> classifier;
};

/// Returns what predicts with the weights of a model. Errors: they do not fit; `name` names them.
Result<std::unique_ptr<PictureClassifier>> classifierOf(const ModelDescription& description,
                                                        const WeightFile& weights,
                                                        const std::filesystem::path& name);

/// Opens the model of a run. Errors: those of the description and of weights.safetensors.
Result<TrainedModel> openModel(const std::filesystem::path& runFolder);

}  // namespace touchstone::training
