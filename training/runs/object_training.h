#pragma once

#include "labeling/project/atomic_file.h"
#include "labeling/project/project.h"
#include "training/runs/epoch_loop.h"
#include "training/runs/model_json.h"
#include "training/runs/resumed_request.h"
#include "training/runs/run_files.h"
#include "training/runs/starting_point.h"

namespace touchstone::training {

/// What a training of a detector or segmenter does, as far as both are alike.
struct ObjectChoices {
  StartingPoint start;
  int epochs = 0;
  double learningRate = 0;
  double seconds = 0;  ///< that it will take
};

/// Checks that objects are to be learned from and to be validated with; `what` they are: "a box".
/// Errors: one of the splits has none.
Status checkTaught(bool train, bool val, const std::string& what);

/// Decides epochs, rate and time when an epoch takes so many seconds.
struct ObjectSchedule {
  double secondsPerEpoch = 0;
  int fewestEpochs = 0;
  int mostEpochs = 0;
  double learningRate = 0;
};
void schedule(ObjectChoices& choices,
              const TrainingRequest& request,
              const ObjectSchedule& schedule);

/// Returns the plan with its sentence, from the title of the model and what it counts: "boxes".
[[nodiscard]] TrainingPlan withSentence(TrainingPlan plan,
                                        const ObjectChoices& choices,
                                        const std::string& model,
                                        const std::string& what);

/// Returns the weights that a training starts from; none of random ones, or when it is resumed.
Result<WeightFile> startingWeights(const StartingPoint& start,
                                   const std::filesystem::path& resumeFolder);

/// Returns the positions of the images whose predictions are shown during a training: a few, spread
/// evenly.
[[nodiscard]] std::vector<std::size_t> sampledPositions(std::size_t images);

/// Loads pictures for a training. Errors: cancelled, none can be read.
template <class Pictures>
Status loadPictures(Pictures& pictures, const RunObserver& observer, const WorkContext& work) {
  if (auto loaded = pictures.load(observer.warned, work); !loaded) {
    return loaded;
  }
  if (pictures.images().empty()) {
    return Error{ErrorKind::BadInput,
                 {},
                 "None of the pictures to train on or to validate with can be read; see the "
                 "warnings."};
  }
  return Nothing{};
}

/// Says what trainObjects would do.
template <class Task>
Result<TrainingPlan> planObjects(const RunInput& input, const TrainingRequest& request) {
  const auto dataset = Task::dataset(input.document);
  if (const auto checked = Task::check(dataset); !checked) {
    return checked.error();
  }
  return Task::choose(dataset, request).transform([&](const auto& choices) {
    return Task::plan(dataset, choices);
  });
}

/// Trains a detector or a segmenter: see train(). `Task` says how: its dataset, choices, pictures
/// and learner, and how the learner is validated and the best weights are measured and described.
template <class Task>
Result<RunResult> trainObjects(const RunInput& input,
                               const TrainingRequest& asked,
                               const std::filesystem::path& runFolder,
                               const RunObserver& observer,
                               const WorkContext& work) {
  using labeling::Split;
  auto started = startedRequest(asked, runFolder);
  if (!started) {
    return started.error();
  }
  auto& [request, resumeFolder] = *started;
  const auto dataset = Task::dataset(input.document);
  if (const auto checked = Task::check(dataset); !checked) {
    return checked.error();
  }
  const auto choices = Task::choose(dataset, request);
  if (!choices) {
    return choices.error();
  }
  for (const std::string& warning : dataset.warnings) {
    observer.warned(warning);
  }
  observer.planned(Task::plan(dataset, *choices));
  const RunFiles files{runFolder};
  std::error_code ignored;
  std::filesystem::create_directories(runFolder, ignored);
  request.backbone = choices->start.weights.empty() ? std::string(Task::backboneName(*choices))
                                                    : choices->start.weights.string();
  request.fromScratch = choices->start.weights.empty();
  request.epochs = choices->epochs;
  request.size = Task::pictureSize(*choices);
  request.learningRate = choices->learningRate;
  if (const auto written = labeling::writeFileAtomically(files.request(), toJson(request) + "\n");
      !written) {
    return written.error();
  }
  const auto weights = startingWeights(choices->start, resumeFolder);
  if (!weights) {
    return weights.error();
  }
  const auto picturesOf = [&](Split split) {
    return Task::pictures(imagesOf(dataset, split), input.imageFolder, *choices);
  };
  auto train = picturesOf(Split::Train);
  auto val = picturesOf(Split::Val);
  for (auto* pictures : {&train, &val}) {
    if (const auto loaded = loadPictures(*pictures, observer, work); !loaded) {
      return loaded.error();
    }
  }
  const auto learner =
      Task::learner(*weights, train, dataset, *choices, request.seed, [&](double epochs) {
        work.progress({"epoch", epochs, static_cast<double>(choices->epochs), -1});
      });
  if (!learner) {
    return learner.error();
  }
  LoopOptions options;
  options.epochs = choices->epochs;
  options.learningRate = choices->learningRate;
  options.patience = Task::patience;
  options.runFolder = runFolder;
  options.resumeFolder = resumeFolder;
  const auto outcome =
      runEpochs(**learner, Task::validation(**learner, val, dataset), options, observer, work);
  if (!outcome) {
    return outcome.error();
  }
  const auto best = (*learner)->bestWeights();
  if (const auto written = writeSafetensors(files.weights(), best); !written) {
    return written.error();
  }
  const Split split = imagesOf(dataset, Split::Test).empty() ? Split::Val : Split::Test;
  auto measured = picturesOf(split);
  if (const auto loaded = measured.load([](const std::string&) {}, {}); !loaded) {
    return loaded.error();
  }
  RunResult result;
  result.split = labeling::nameOf(split);
  result.weights = files.weights();
  result.cancelled = outcome->cancelled;
  return Task::measure(std::move(result), best, measured, dataset, *choices, files)
      .and_then([&](RunResult done) {
        const ModelOrigin origin{std::string(Task::backboneName(*choices)),
                                 choices->start.weights.string(),
                                 dataset.classes,
                                 done.metrics,
                                 done.split,
                                 labeling::labelHashOf(input.document)};
        return Task::describe(origin, *choices, runFolder).transform([&](Nothing) { return done; });
      });
}

}  // namespace touchstone::training
