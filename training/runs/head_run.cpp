#include "training/runs/head_run.h"

#include "training/runs/head_learner.h"
#include "training/runs/run_files.h"
#include "training/weights/pytorch_file.h"

namespace touchstone::training {

namespace {

using labeling::Split;

constexpr int headPatience = 40;

/// Returns those rows of the features whose sample is in the split, and their samples.
struct SplitFeatures {
  analysis::FeatureMatrix features;
  std::vector<Sample> samples;
  std::vector<int> labels;
};

SplitFeatures featuresOfSplit(const std::vector<Sample>& samples,
                              const std::vector<std::size_t>& rows,
                              const analysis::FeatureMatrix& features,
                              Split split) {
  SplitFeatures part;
  part.features.columns = features.columns;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Sample& sample = samples[rows[i]];
    if (sample.split == split) {
      const auto row = features.row(i);
      part.features.values.insert(part.features.values.end(), row.begin(), row.end());
      part.samples.push_back(sample);
      part.labels.push_back(sample.label);
    }
  }
  part.features.rows = part.samples.size();
  return part;
}

/// A head on the features of a frozen backbone, and the features of the measured split.
struct HeadTraining {
  std::unique_ptr<HeadLearner> learner;
  std::vector<int> valLabels;
  SplitFeatures measured;
};

Result<HeadTraining> prepareHead(const Run& run, const FeatureRecipe& recipe) {
  auto weights = readWeights(recipe.weights);
  if (!weights) {
    return weights.error();
  }
  std::vector<Sample> samples;
  for (const Sample& sample : run.dataset.samples) {
    if (sample.split != Split::Unassigned) {
      samples.push_back(sample);
    }
  }
  samples = withVariedCopies(std::move(samples), recipe.variation);
  const FeatureSource source{run.input.imageFolder, run.input.cacheFolder, run.observer.warned};
  const auto all = featuresOf(samples, source, recipe, run.work);
  if (!all) {
    return all.error();
  }
  const auto features = ownFeatures(*all);
  auto train = featuresOfSplit(samples, all->rows, features, Split::Train);
  auto val = featuresOfSplit(samples, all->rows, features, Split::Val);
  if (train.labels.empty() || val.labels.empty()) {
    return nothingReadable();
  }
  HeadTraining training;
  training.measured = featuresOfSplit(samples, all->rows, features, run.measured);
  training.valLabels = std::move(val.labels);
  training.learner = std::make_unique<HeadLearner>(
      HeadData{std::move(train.features), std::move(train.labels), std::move(val.features),
               static_cast<int>(run.dataset.classes.size()), run.choices.seed,
               run.choices.classWeights},
      *recipe.backbone, std::move(*weights));
  return training;
}

}  // namespace

Result<Learned> trainHead(const Run& run) {
  auto training = prepareHead(run, featureRecipe(run.choices));
  if (!training) {
    return training.error();
  }
  HeadLearner& learner = *training->learner;
  const auto outcome = runEpochs(learner, validationOf(learner, training->valLabels),
                                 loopOptions(run, headPatience), run.observer, run.work);
  if (!outcome) {
    return outcome.error();
  }
  const RunFiles files{run.folder};
  if (const auto written = writeSafetensors(files.weights(), learner.bestWeights()); !written) {
    return written.error();
  }
  Learned learned{*outcome, std::move(training->measured.samples), {}};
  learned.predictions.probabilities = learner.probabilities(training->measured.features);
  for (std::size_t i = 0; i < learned.samples.size(); ++i) {
    learned.predictions.rows.push_back(i);
  }
  return learned;
}

Result<WeightFile> weightsWithHead(const Run& run) {
  auto training = prepareHead(run, featureRecipe(run.choices));
  if (!training) {
    return training.error();
  }
  LoopOptions options;
  options.epochs = 20;
  options.learningRate = 1e-3;
  const auto outcome =
      runEpochs(*training->learner, validationOf(*training->learner, training->valLabels), options,
                RunObserver{}, {.stop = run.work.stop});
  if (!outcome) {
    return outcome.error();
  }
  return training->learner->bestWeights();
}

}  // namespace touchstone::training
