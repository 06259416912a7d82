#include "training/runs/run_choices.h"

#include "training/networks/speed.h"
#include "training/runs/presets.h"
#include "training/runs/starting_point.h"
#include "training/runs/training_pictures.h"
#include "training/runtime.h"

#include <algorithm>
#include <cmath>

namespace touchstone::training {

namespace {

constexpr double imbalance = 3;

Error usage(std::string message) {
  return {ErrorKind::Usage, {}, std::move(message)};
}

Error bad(std::string message) {
  return {ErrorKind::BadInput, {}, std::move(message)};
}

int medianShorterSide(const labeling::Document& document) {
  std::vector<int> sides;
  for (const auto& [id, image] : document.images()) {
    if (image.width > 0) {
      sides.push_back(std::min(image.width, image.height));
    }
  }
  if (sides.empty()) {
    return 0;
  }
  const auto middle = sides.begin() + static_cast<std::ptrdiff_t>(sides.size() / 2);
  std::nth_element(sides.begin(), middle, sides.end());
  return *middle;
}

double defaultLearningRate(LearningMode mode, bool pretrained) {
  switch (mode) {
    case LearningMode::FrozenBackbone:
      return 1e-3;
    case LearningMode::FineTuning:
      return 5e-4;
    case LearningMode::FromScratch:
      return 2e-3;
    case LearningMode::PreTraining:
      return pretrained ? 0.1 : 0.4;
    case LearningMode::Baseline:
      return 0;
  }
  return 0;
}

PictureOptions trainingPictures(const labeling::Document& document,
                                const ClassificationDataset& dataset,
                                const StartingPoint& start,
                                LearningMode mode) {
  PictureOptions options = featurePictures(document, dataset, *start.backbone);
  if (mode == LearningMode::FrozenBackbone) {
    return options;
  }
  if (!start.weights.empty()) {
    options.size = std::min(options.size, 224);
  } else if (mode == LearningMode::FromScratch) {
    options.size = scratchPictureSize(dataset.boxes);
  } else {
    options.size = preTrainingPictureSize(dataset.boxes ? 0 : medianShorterSide(document));
  }
  return options;
}

/// Returns how much a sample of each class counts: the less, the more there are (by the root, so
/// that rare ones are not learnt by heart), 1 on average; empty when no class is three times
/// another.
std::vector<float> classWeightsFor(const ClassificationDataset& dataset) {
  std::vector<double> counts(dataset.classes.size());
  for (const std::size_t i : samplesOf(dataset.samples, labeling::Split::Train)) {
    ++counts[static_cast<std::size_t>(dataset.samples[i].label)];
  }
  const auto [fewest, most] = std::minmax_element(counts.begin(), counts.end());
  if (*most < imbalance * std::max(1.0, *fewest)) {
    return {};
  }
  double samples = 0;
  double total = 0;
  for (const double count : counts) {
    samples += count;
    total += std::sqrt(count);
  }
  std::vector<float> weights;
  for (const double count : counts) {
    weights.push_back(static_cast<float>(samples / total / std::sqrt(std::max(1.0, count))));
  }
  return weights;
}

/// Returns the network that was asked for, or the best one that there is time for.
Result<StartingPoint> chooseStart(const labeling::Document& document,
                                  const ClassificationDataset& dataset,
                                  const TrainingRequest& request) {
  if (request.backbone.empty() && !request.fromScratch) {
    const int size = featurePictures(document, dataset, backbones().front()).size;
    if (auto start =
            startingPointWithin(presetSeconds(request.preset), dataset.samples.size(), size)) {
      return *start;
    }
  }
  auto start = startingPoint(request.backbone);
  if (start && request.fromScratch) {
    start->weights.clear();
  }
  return start;
}

Variation variationFor(const ClassificationDataset& dataset, const TrainingRequest& request) {
  Variation variation;
  if (request.recipe) {
    for (const std::string& name : dataset.classes) {
      variation.recipes.push_back(labeling::recipeFor(*request.recipe, {name}));
    }
  }
  return variation;
}

RunChoices baselineChoices(const Baseline& baseline,
                           const ClassificationDataset& dataset,
                           const TrainingRequest& request) {
  RunChoices choices;
  choices.mode = LearningMode::Baseline;
  choices.baseline = &baseline;
  choices.picture.size = request.size > 0 ? std::max(32, request.size) : 96;
  choices.picture.context = dataset.boxes ? choices.picture.context : 0;
  choices.epochs = 1;
  choices.seed = request.seed;
  return choices;
}

}  // namespace

PictureOptions featurePictures(const labeling::Document& document,
                               const ClassificationDataset& dataset,
                               const Backbone& backbone) {
  PictureOptions options;
  const int side = medianShorterSide(document);
  options.size = side < 64 ? 96 : side < 128 ? 128 : side < 200 ? 160 : 256;
  if (dataset.boxes) {
    options.size = 96;
  }
  constexpr int usualStride = 32;
  options.size = options.size * backbone.stride / usualStride;
  return options;
}

Result<RunChoices> chooseRun(const labeling::Document& document,
                             const ClassificationDataset& dataset,
                             const TrainingRequest& request) {
  if (request.device == "cuda" && !cudaAvailable()) {
    return usage("This machine's LibTorch has no GPU; choose the device cpu or auto.");
  }
  if (const Baseline* baseline = findBaseline(request.backbone)) {
    return baselineChoices(*baseline, dataset, request);
  }
  const auto start = chooseStart(document, dataset, request);
  if (!start) {
    return start.error();
  }
  const auto samples = samplesOf(dataset.samples, labeling::Split::Train).size();
  RunChoices choices;
  choices.backbone = start->backbone;
  choices.weights = start->weights;
  const auto pictures = [&](LearningMode mode) {
    auto options = trainingPictures(document, dataset, *start, mode);
    options.size = request.size > 0 ? std::max(32, request.size) : options.size;
    return options;
  };
  const auto preset = presetChoice(
      request, {.samples = samples,
                .pretrained = !start->weights.empty(),
                .stages = start->backbone->stages,
                .learnSeconds = [&](LearningMode mode, int freeze) {
                  return pictureCost(*start->backbone, pictures(mode).size, freeze).learn;
                }});
  choices.mode = preset.mode;
  choices.freeze = preset.freeze;
  choices.epochs = preset.epochs;
  choices.picture = pictures(preset.mode);
  choices.mirrored = choices.mode == LearningMode::FrozenBackbone && !dataset.boxes;
  choices.mirrored = choices.mirrored || request.mirrored;
  choices.batch = choices.mode == LearningMode::PreTraining ? 128 : 32;
  choices.learningRate = defaultLearningRate(choices.mode, !choices.weights.empty());
  choices.findRate = request.findLearningRate;
  choices.classWeights = classWeightsFor(dataset);
  choices.variation = variationFor(dataset, request);
  choices.mixing = *mixingFromName(request.mixing);
  choices.seed = request.seed;
  choices.cuda = request.device != "cpu" && cudaAvailable();
  if (request.learningRate > 0) {
    choices.learningRate = request.learningRate;
  }
  return choices;
}

Status checkLabels(const ClassificationDataset& dataset) {
  if (dataset.samples.empty()) {
    return bad("Nothing is labelled yet: tag some images or draw boxes around objects first.");
  }
  if (dataset.classes.size() < 2) {
    return bad("All labels are of the class " + dataset.classes.front() +
               "; a classifier needs at least two classes.");
  }
  return Nothing{};
}

Result<std::vector<std::string>> checkSamples(const ClassificationDataset& dataset) {
  if (const auto checked = checkLabels(dataset); !checked) {
    return checked.error();
  }
  std::vector<int> train(dataset.classes.size());
  std::vector<int> val(dataset.classes.size());
  for (const Sample& sample : dataset.samples) {
    const auto label = static_cast<std::size_t>(sample.label);
    train[label] += sample.split == labeling::Split::Train ? 1 : 0;
    val[label] += sample.split == labeling::Split::Val ? 1 : 0;
  }
  const auto isThere = [](int count) { return count > 0; };
  if (std::count_if(train.begin(), train.end(), isThere) < 2) {
    return bad(
        "Fewer than two classes have a labelled image in the train split; assign splits so "
        "that they have, and label at least two images a class.");
  }
  if (std::none_of(val.begin(), val.end(), isThere)) {
    return bad(
        "No labelled image is in the val split, so nothing would tell how good the model is; "
        "assign splits, and label at least two images a class.");
  }
  std::vector<std::string> warnings = dataset.warnings;
  for (std::size_t k = 0; k < dataset.classes.size(); ++k) {
    if (train[k] == 0) {
      warnings.push_back("The class " + dataset.classes[k] +
                         " has no sample in the train split and cannot be learned.");
    } else if (val[k] == 0) {
      warnings.push_back("The class " + dataset.classes[k] +
                         " has no sample in the val split, so nothing is measured on it.");
    }
  }
  return warnings;
}

FeatureRecipe featureRecipe(const RunChoices& choices) {
  return {choices.backbone, choices.weights, choices.picture, choices.mirrored, choices.variation};
}

}  // namespace touchstone::training
