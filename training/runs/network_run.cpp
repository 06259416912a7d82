#include "training/runs/network_run.h"

#include "training/data/image_groups.h"
#include "training/runs/head_run.h"
#include "training/runs/network_learner.h"
#include "training/runs/run_files.h"
#include "training/runs/training_pictures.h"

namespace touchstone::training {

namespace {

using labeling::Split;

constexpr int networkPatience = 15;

/// Returns the weights that a whole network starts from: the pre-trained ones with a head that has
/// already learned, so that its first large errors do not damage the rest; empty for random ones.
Result<WeightFile> startingWeights(const Run& run) {
  if (run.choices.weights.empty() || !run.resumeFolder.empty()) {
    return WeightFile{};
  }
  return weightsWithHead(run);
}

NetworkOptions networkOptions(const Run& run) {
  NetworkOptions options;
  options.mode = run.choices.mode;
  options.classes = static_cast<int>(run.dataset.classes.size());
  options.size = run.choices.picture.size;
  options.freeze = run.choices.freeze;
  options.batch = run.choices.batch;
  options.seed = run.choices.seed;
  options.cuda = run.choices.cuda;
  options.augmentation = augmentationFor(run.dataset.boxes, options.mode);
  options.progress = [&run](double epochs) {
    run.work.progress({"epoch", epochs, static_cast<double>(run.choices.epochs), -1});
  };
  return options;
}

}  // namespace

Result<Learned> trainNetwork(const Run& run) {
  const auto weights = startingWeights(run);
  if (!weights) {
    return weights.error();
  }
  const auto& samples = run.dataset.samples;
  PictureStore train(selected(samples, samplesOf(samples, Split::Train)), run.input.imageFolder,
                     trainingPicturesFor(run.choices.picture, run.choices.mode));
  PictureStore val(selected(samples, samplesOf(samples, Split::Val)), run.input.imageFolder,
                   run.choices.picture);
  for (PictureStore* store : {&train, &val}) {
    if (const auto loaded = store->load(run.observer.warned, run.work); !loaded) {
      return loaded.error();
    }
    if (store->readable().empty()) {
      return nothingReadable();
    }
  }
  std::vector<int> valLabels;
  for (const std::size_t i : val.readable()) {
    valLabels.push_back(val.sample(i).label);
  }
  const auto learner =
      NetworkLearner::make(*run.choices.backbone, *weights, train, val, networkOptions(run));
  if (!learner) {
    return learner.error();
  }
  const auto outcome =
      runEpochs(**learner, valLabels, loopOptions(run, networkPatience), run.observer, run.work);
  if (!outcome) {
    return outcome.error();
  }
  const RunFiles files{run.folder};
  const auto best = (*learner)->bestWeights();
  if (const auto written = writeSafetensors(files.weights(), best); !written) {
    return written.error();
  }
  TrainedModel model;
  model.description.backbone = run.choices.name();
  model.description.mode = run.choices.mode;
  model.description.picture = run.choices.picture;
  model.description.classes = run.dataset.classes;
  auto classifier = classifierOf(model.description, best, files.weights());
  if (!classifier) {
    return classifier.error();
  }
  model.classifier = std::move(*classifier);
  Learned learned{*outcome, selected(samples, samplesOf(samples, run.measured)), {}};
  auto predictions =
      predictSamples(model, learned.samples, run.input.imageFolder, [](const std::string&) {}, {});
  if (!predictions) {
    return predictions.error();
  }
  learned.predictions = std::move(*predictions);
  return learned;
}

}  // namespace touchstone::training
