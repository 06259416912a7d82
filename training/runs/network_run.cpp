#include "training/runs/network_run.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "training/data/image_groups.h"
#include "training/runs/head_run.h"
#include "training/runs/network_learner.h"
#include "training/runs/run_files.h"
#include "training/runs/training_pictures.h"
#include "training/weights/pytorch_file.h"

namespace touchstone::training {

namespace {

using labeling::Split;

constexpr int networkPatience = 15;

/// Returns the weights that a whole network starts from: the pre-trained ones with a head that has
/// already learned, so that its first large errors do not damage the rest; with many pictures, what
/// it damages is soon learned again. Empty for random ones.
Result<WeightFile> startingWeights(const Run& run) {
  if (run.choices.weights.empty() || !run.resumeFolder.empty()) {
    return WeightFile{};
  }
  if (run.choices.mode == LearningMode::PreTraining) {
    return readWeights(run.choices.weights);
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
  options.views = run.choices.mirrored ? Views::Mirrored : Views::One;
  options.classWeights = run.choices.classWeights;
  options.seed = run.choices.seed;
  options.cuda = run.choices.cuda;
  options.augmentation = augmentationFor(run.dataset.boxes, options.mode, run.choices.epochs);
  options.variation = run.choices.variation;
  options.mixing = run.choices.mixing;
  options.progress = [&run](double epochs) {
    run.work.progress({"epoch", epochs, static_cast<double>(run.choices.epochs), -1});
  };
  return options;
}

/// Writes the rate into the run's request, so that it is resumed with the same.
Status keepRate(const RunFiles& files, double rate) {
  const auto text = labeling::readFile(files.request());
  if (!text) {
    return text.error();
  }
  auto request = trainingRequestFromJson(*text);
  if (!request) {
    return request.error();
  }
  request->learningRate = rate;
  request->findLearningRate = false;
  return labeling::writeFileAtomically(files.request(), toJson(*request) + "\n");
}

/// Tries rates with a learner that is then given up, and says which one is taken.
Result<double> findRate(const Run& run, const Result<std::unique_ptr<NetworkLearner>>& learner) {
  constexpr int steps = 60;
  if (!learner) {
    return learner.error();
  }
  const auto trials = (*learner)->tryRates(steps, run.work.stop);
  if (!trials) {
    return Error{ErrorKind::Cancelled, {}, "Cancelled while trying learning rates."};
  }
  const double found = suggestedRate(*trials);
  if (found <= 0) {
    run.observer.warned("No learning rate made the loss fall; " +
                        std::to_string(run.choices.learningRate) + " is taken.");
    return run.choices.learningRate;
  }
  run.observer.warned("The loss falls fastest at a learning rate of " + std::to_string(found) +
                      ", which is taken.");
  return found;
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
  const auto makeLearner = [&] {
    return NetworkLearner::make(*run.choices.backbone, *weights, train, val, networkOptions(run));
  };
  auto epochs = loopOptions(run, networkPatience);
  if (run.choices.findRate && run.resumeFolder.empty()) {
    const auto rate = findRate(run, makeLearner());
    if (!rate) {
      return rate.error();
    }
    epochs.learningRate = *rate;
    if (const auto kept = keepRate({run.folder}, *rate); !kept) {
      return kept.error();
    }
  }
  const auto learner = makeLearner();
  if (!learner) {
    return learner.error();
  }
  const auto outcome =
      runEpochs(**learner, validationOf(**learner, valLabels), epochs, run.observer, run.work);
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
  model.description.mirrored = run.choices.mirrored;
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
