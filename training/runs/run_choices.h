#pragma once

#include "training/baselines/baselines.h"
#include "training/data/feature_extraction.h"
#include "training/data/mixing.h"
#include "training/runs/training_run.h"

namespace touchstone::training {

/// What is learned.
enum class LearningMode {
  FrozenBackbone,  ///< a head on features that are computed once
  FineTuning,      ///< the network, from pre-trained weights
  FromScratch,     ///< the network, from random weights
  PreTraining,  ///< with so many pictures that any weights will do, and later trainings can start
                ///< from what is learned
  Baseline      ///< a classical method, no network
};

/// Returns whether normalisations measure the pictures of the training. Those of a few pictures are
/// worse than the statistics that come with pre-trained weights.
[[nodiscard]] constexpr bool measuresStatistics(LearningMode mode) {
  return mode == LearningMode::FromScratch || mode == LearningMode::PreTraining;
}

/// From how many sides a picture is looked at; the mean logits decide.
enum class Views {
  One,
  Mirrored,  ///< and its mirror image
  Turned     ///< the four quarter turns of both: for what lies at any angle
};

/// Everything that a training does, decided from the request and the data.
struct RunChoices {
  LearningMode mode = LearningMode::FrozenBackbone;
  const Backbone* backbone = nullptr;  ///< unless the mode is Baseline
  const Baseline* baseline = nullptr;  ///< when the mode is Baseline
  std::filesystem::path weights;       ///< pre-trained; empty when there are none
  PictureOptions picture;
  bool mirrored = false;            ///< predict from the picture and its mirror image
  int freeze = 0;                   ///< stages kept as they are
  std::vector<float> classWeights;  ///< when classes are of very different size
  int epochs = 0;
  int batch = 32;
  double learningRate = 0;
  Variation variation;  ///< of training pictures
  Mixing mixing = Mixing::None;
  bool findRate = false;  ///< by trying some before the training
  std::uint64_t seed = 1;
  bool cuda = false;

  /// Returns the name of the backbone or the baseline.
  [[nodiscard]] std::string_view name() const { return baseline ? baseline->name : backbone->name; }
  /// Returns what a person calls it.
  [[nodiscard]] std::string_view title() const {
    return baseline ? baseline->title : backbone->title;
  }
};

/// Returns how samples become pictures when features of a pre-trained network are wanted: boxes and
/// tiny pictures at 96 pixels, small ones at 128, photographs at 256 and those between at 160;
/// where the last maps are finer, as much smaller.
[[nodiscard]] PictureOptions featurePictures(const labeling::Document& document,
                                             const ClassificationDataset& dataset,
                                             const Backbone& backbone);

/// Decides what a training does. Errors: unknown backbone, preset or device.
Result<RunChoices> chooseRun(const labeling::Document& document,
                             const ClassificationDataset& dataset,
                             const TrainingRequest& request);

/// Checks that there are labels of two classes. Errors: nothing labelled, one class only.
Status checkLabels(const ClassificationDataset& dataset);

/// Checks that the data can be learned from. Errors: nothing labelled, one class only, nothing to
/// train on or to validate with. Returns warnings: classes without a training or validation sample.
Result<std::vector<std::string>> checkSamples(const ClassificationDataset& dataset);

/// Returns the recipe of the features that a frozen backbone gives the head.
[[nodiscard]] FeatureRecipe featureRecipe(const RunChoices& choices);

}  // namespace touchstone::training
