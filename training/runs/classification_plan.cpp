#include "training/runs/classification_plan.h"

#include "training/networks/speed.h"
#include "training/runs/time_text.h"
#include "training/runs/training_pictures.h"

#include <cmath>
#include <set>

namespace touchstone::training {

namespace {

constexpr double secondsToStart = 1.5;
constexpr double secondsPerHeadStep = 2.5e-4;
constexpr double secondsPerDescriptor = 4e-3;

/// Returns how long it takes to compute the features that are not in the cache.
double secondsForFeatures(const RunInput& input,
                          const ClassificationDataset& dataset,
                          const RunChoices& choices) {
  const FeatureSource source{.imageFolder = input.imageFolder, .cacheFolder = input.cacheFolder};
  const auto samples = withVariedCopies(dataset.samples, choices.variation);
  const auto missing = countMissingFeatures(samples, source, featureRecipe(choices));
  const double views = choices.mirrored ? 2 : 1;
  return static_cast<double>(missing) * views *
         secondsPerPicture(*choices.backbone, choices.picture.size);
}

double secondsFor(const RunInput& input,
                  const ClassificationDataset& dataset,
                  const RunChoices& choices,
                  std::size_t train,
                  std::size_t val) {
  if (choices.mode == LearningMode::Baseline) {
    return secondsToStart + static_cast<double>(train + val) * secondsPerDescriptor;
  }
  const double epochs = choices.epochs;
  const int size = choices.picture.size;
  if (choices.mode == LearningMode::FrozenBackbone) {
    return secondsToStart + secondsForFeatures(input, dataset, choices) +
           epochs * std::ceil(static_cast<double>(train) / 32) * secondsPerHeadStep;
  }
  const auto cost = pictureCost(*choices.backbone, size, choices.freeze);
  // The cost of a picture goes with its area.
  double area = 0;
  for (int epoch = 0; epoch < choices.epochs; ++epoch) {
    const double side = trainingSizeAt(choices.mode, size, epoch / epochs);
    area += side * side / (static_cast<double>(size) * size);
  }
  const double headFirst =
      choices.mode == LearningMode::FineTuning ? secondsForFeatures(input, dataset, choices) : 0;
  return secondsToStart + headFirst + area * cost.learn * static_cast<double>(train) +
         epochs * cost.predict * static_cast<double>(val);
}

std::string verbFor(const RunChoices& choices) {
  const std::string title(choices.title());
  switch (choices.mode) {
    case LearningMode::FrozenBackbone:
      return "Train a classifier on the features of " + title;
    case LearningMode::FineTuning:
      return "Fine-tune " + title;
    case LearningMode::Baseline:
      return "Compare by " + title + ", without a network,";
    case LearningMode::FromScratch:
    case LearningMode::PreTraining:
      return choices.weights.empty() ? "Train " + title + " from random weights"
                                     : "Train " + title + " further";
  }
  return title;
}

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

/// Returns what is said of classes whose pictures are changed more than usual.
std::string variedClasses(const ClassificationDataset& dataset, const RunChoices& choices) {
  std::string names;
  std::size_t count = 0;
  for (std::size_t k = 0; k < dataset.classes.size(); ++k) {
    if (choices.variation.changes(static_cast<int>(k))) {
      names += (count++ == 0 ? "" : ", ") + dataset.classes[k];
    }
  }
  if (count == 0) {
    return {};
  }
  return count == dataset.classes.size() ? ", augmented" : ", augmented for " + names;
}

}  // namespace

TrainingPlan planFor(const RunInput& input,
                     const ClassificationDataset& dataset,
                     const RunChoices& choices) {
  const auto train = samplesOf(dataset.samples, labeling::Split::Train);
  const auto val = samplesOf(dataset.samples, labeling::Split::Val);
  std::set<labeling::ImageId> images;
  for (const std::size_t i : train) {
    images.insert(dataset.samples[i].image);
  }
  TrainingPlan plan;
  plan.backbone = choices.title();
  plan.images = static_cast<int>(images.size());
  plan.samples = static_cast<int>(train.size());
  plan.classes = static_cast<int>(dataset.classes.size());
  plan.epochs = choices.epochs;
  plan.size = choices.picture.size;
  plan.seconds = secondsFor(input, dataset, choices, train.size(), val.size());
  plan.sentence = verbFor(choices) + " on " +
                  (dataset.boxes ? counted(train.size(), "box", "boxes") + " of " : "") +
                  counted(images.size(), "image", "images") + ", " + std::to_string(plan.classes) +
                  " classes" + (choices.classWeights.empty() ? "" : ", rare ones counting more") +
                  variedClasses(dataset, choices) + ", " + timeText(plan.seconds) + ".";
  return plan;
}

Result<TrainingPlan> planClassifier(const RunInput& input, const TrainingRequest& request) {
  const auto dataset = classificationDataset(input.document);
  if (const auto checked = checkSamples(dataset); !checked) {
    return checked.error();
  }
  TrainingRequest marked = request;
  marked.recipe = recipeWithMarks(request.recipe, input.marked, dataset.classes);
  return chooseRun(input.document, dataset, marked).transform([&](const RunChoices& choices) {
    return planFor(input, dataset, choices);
  });
}

}  // namespace touchstone::training
