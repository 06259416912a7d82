#pragma once

#include "training/data/picture.h"
#include "training/networks/classifier.h"
#include "training/runs/run_choices.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace touchstone::training {

/// What model.json says of a trained model: all that is needed to use it.
struct ModelDescription {
  std::string backbone;
  LearningMode mode = LearningMode::FrozenBackbone;
  std::string startedFrom;  ///< the pre-trained weight file, or empty
  PictureOptions picture;
  bool mirrored = false;
  bool boxes = false;
  std::vector<std::string> classes;
  std::map<std::string, double> metrics;
  std::string split;  ///< what the metrics were measured on
  std::string labelHash;
};

Status writeModelDescription(const std::filesystem::path& runFolder, const ModelDescription& model);
/// Errors: no such file, damaged, written by a newer version; the sentence names the run.
Result<ModelDescription> readModelDescription(const std::filesystem::path& runFolder);

/// A trained model that is ready to predict.
struct TrainedModel {
  ModelDescription description;
  Classifier classifier;
};

/// Opens the model of a run. Errors: those of the description and of weights.safetensors.
Result<TrainedModel> openModel(const std::filesystem::path& runFolder);

}  // namespace touchstone::training
