#include "training/runs/classification_run.h"

#include "labeling/images/read_file.h"
#include "labeling/project/atomic_file.h"
#include "labeling/project/project.h"
#include "training/data/image_groups.h"
#include "training/runs/classification_plan.h"
#include "training/runs/epoch_loop.h"
#include "training/runs/foreign_errors.h"
#include "training/runs/head_learner.h"
#include "training/runs/network_learner.h"
#include "training/runs/run_files.h"
#include "training/runs/sample_predictions.h"
#include "training/runs/training_pictures.h"
#include "training/weights/pytorch_file.h"

#include <chrono>

namespace touchstone::training {

namespace {

using labeling::Split;

constexpr int headPatience = 40;
constexpr int networkPatience = 15;

/// What one training works with.
struct Run {
  const RunInput& input;
  const ClassificationDataset& dataset;
  const RunChoices& choices;
  std::filesystem::path folder;
  std::filesystem::path resumeFolder;
  const RunObserver& observer;
  const WorkContext& work;
  Split measured = Split::Val;  ///< the split of the final figures
};

/// What is left when the learning is over: the predictions for samples of the measured split.
struct Learned {
  LoopOutcome outcome;
  std::vector<Sample> samples;
  SamplePredictions predictions;
};

LoopOptions loopOptions(const Run& run, int patience) {
  LoopOptions options;
  options.epochs = run.choices.epochs;
  options.learningRate = run.choices.learningRate;
  options.patience = patience;
  options.runFolder = run.folder;
  options.resumeFolder = run.resumeFolder;
  return options;
}

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

Error nothingReadable() {
  return {ErrorKind::BadInput,
          {},
          "None of the pictures to train on or to validate with can be read; see the warnings."};
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
               static_cast<int>(run.dataset.classes.size()), run.choices.seed},
      *recipe.backbone, std::move(*weights));
  return training;
}

Result<Learned> trainHead(const Run& run) {
  auto training = prepareHead(run, featureRecipe(run.choices));
  if (!training) {
    return training.error();
  }
  HeadLearner& learner = *training->learner;
  const auto outcome = runEpochs(learner, training->valLabels, loopOptions(run, headPatience),
                                 run.observer, run.work);
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

/// Returns the weights that a whole network starts from: the pre-trained ones with a head that has
/// already learned, so that its first large errors do not damage the rest; empty for random ones.
Result<WeightFile> startingWeights(const Run& run) {
  if (run.choices.weights.empty() || !run.resumeFolder.empty()) {
    return WeightFile{};
  }
  auto training = prepareHead(run, featureRecipe(run.choices));
  if (!training) {
    return training.error();
  }
  LoopOptions options;
  options.epochs = 20;
  options.learningRate = 1e-3;
  const auto outcome = runEpochs(*training->learner, training->valLabels, options, RunObserver{},
                                 {.stop = run.work.stop});
  if (!outcome) {
    return outcome.error();
  }
  return training->learner->bestWeights();
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
  auto classifier = Classifier::make(
      *run.choices.backbone, static_cast<int>(run.dataset.classes.size()), best, files.weights());
  if (!classifier) {
    return classifier.error();
  }
  TrainedModel model{{}, std::move(*classifier)};
  model.description.picture = run.choices.picture;
  model.description.classes = run.dataset.classes;
  Learned learned{*outcome, selected(samples, samplesOf(samples, run.measured)), {}};
  auto predictions =
      predictSamples(model, learned.samples, run.input.imageFolder, [](const std::string&) {}, {});
  if (!predictions) {
    return predictions.error();
  }
  learned.predictions = std::move(*predictions);
  return learned;
}

/// Writes evaluation.json and model.json and returns the figures.
Result<RunResult> finish(const Run& run, const Learned& learned) {
  const RunFiles files{run.folder};
  auto report = evaluationOf(learned.samples, learned.predictions, run.dataset.classes);
  report.run = run.folder.filename().string();
  report.split = labeling::nameOf(run.measured);
  if (const auto written =
          labeling::writeFileAtomically(files.evaluation(), analysis::toJson(report));
      !written) {
    return written.error();
  }
  RunResult result;
  result.metrics = {{"accuracy", report.metrics.accuracy},
                    {"loss", report.metrics.loss},
                    {"macroF1", report.metrics.macroF1},
                    {"calibrationError", report.metrics.calibrationError}};
  result.split = report.split;
  result.backbone = run.choices.backbone->title;
  result.weights = files.weights();
  result.evaluation = files.evaluation();
  result.cancelled = learned.outcome.cancelled;
  ModelDescription model;
  model.backbone = run.choices.backbone->name;
  model.mode = run.choices.mode;
  model.startedFrom = run.choices.weights.string();
  model.picture = run.choices.picture;
  model.mirrored = run.choices.mirrored;
  model.boxes = run.dataset.boxes;
  model.classes = run.dataset.classes;
  model.metrics = result.metrics;
  model.split = result.split;
  model.labelHash = labeling::labelHashOf(run.input.document);
  if (const auto written = writeModelDescription(run.folder, model); !written) {
    return written.error();
  }
  return result;
}

/// Returns the request with which a run was started, to continue it.
Result<TrainingRequest> resumedRequest(const TrainingRequest& request,
                                       const std::filesystem::path& resumeFolder) {
  const auto text = labeling::readFile(RunFiles{resumeFolder}.request());
  if (!text) {
    return Error{ErrorKind::BadInput, resumeFolder,
                 "There is no run " + request.resume + " to resume."};
  }
  return trainingRequestFromJson(*text).transform([&](TrainingRequest first) {
    first.resume = request.resume;
    first.epochs = request.epochs > 0 ? request.epochs : first.epochs;
    return first;
  });
}

Result<RunResult> train(const RunInput& input,
                        TrainingRequest request,
                        const std::filesystem::path& runFolder,
                        const RunObserver& observer,
                        const WorkContext& work) {
  std::filesystem::path resumeFolder;
  if (!request.resume.empty()) {
    resumeFolder = runFolder.parent_path() / request.resume;
    const auto resumed = resumedRequest(request, resumeFolder);
    if (!resumed) {
      return resumed.error();
    }
    request = *resumed;
  }
  const auto dataset = classificationDataset(input.document);
  const auto warnings = checkSamples(dataset);
  if (!warnings) {
    return warnings.error();
  }
  const auto choices = chooseRun(input.document, dataset, request);
  if (!choices) {
    return choices.error();
  }
  for (const std::string& warning : *warnings) {
    observer.warned(warning);
  }
  observer.planned(planFor(input, dataset, *choices));
  std::error_code ignored;
  std::filesystem::create_directories(runFolder, ignored);
  if (const auto written =
          labeling::writeFileAtomically(RunFiles{runFolder}.request(), toJson(request) + "\n");
      !written) {
    return written.error();
  }
  const bool hasTest = !samplesOf(dataset.samples, Split::Test).empty();
  const Run run{input,        dataset,  *choices, runFolder,
                resumeFolder, observer, work,     hasTest ? Split::Test : Split::Val};
  const auto learned =
      choices->mode == LearningMode::FrozenBackbone ? trainHead(run) : trainNetwork(run);
  if (!learned) {
    return learned.error();
  }
  return finish(run, *learned);
}

}  // namespace

Result<RunResult> trainClassifier(const RunInput& input,
                                  const TrainingRequest& request,
                                  const std::filesystem::path& runFolder,
                                  const RunObserver& observer,
                                  const WorkContext& work) {
  const auto start = std::chrono::steady_clock::now();
  auto result = guarded([&] { return train(input, request, runFolder, observer, work); });
  if (result) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    result->seconds = seconds.count();
  }
  return result;
}

}  // namespace touchstone::training
