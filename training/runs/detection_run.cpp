#include "training/runs/detection_run.h"

#include "analysis/metrics/coco_evaluation.h"
#include "labeling/project/atomic_file.h"
#include "labeling/project/project.h"
#include "training/runs/detection_learner.h"
#include "training/runs/detector_file.h"
#include "training/runs/presets.h"
#include "training/runs/resumed_request.h"
#include "training/runs/run_files.h"
#include "training/runs/starting_point.h"
#include "training/runs/time_text.h"
#include "training/weights/pytorch_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::training {

namespace {

using labeling::Split;

constexpr int usualSide = 480;
constexpr double peakRate = 0.01;
constexpr int fewestEpochs = 4;
constexpr int mostEpochs = 80;
constexpr int patience = 15;
constexpr double secondsToStart = 5;

Error bad(std::string message) {
  return {ErrorKind::BadInput, {}, std::move(message)};
}

/// What a training of a detector does, decided from the request and the data.
struct DetectionChoices {
  StartingPoint start;
  DetectorKind kind;
  int epochs = 0;
  double learningRate = 0;
  double seconds = 0;
};

Status checkDataset(const DetectionDataset& dataset) {
  if (dataset.classes.empty()) {
    return bad("No labelled image has a box yet: draw boxes around objects first.");
  }
  const auto train = imagesOf(dataset, Split::Train);
  const auto isTaught = [](const DetectionImage& image) { return !image.boxes.empty(); };
  if (std::none_of(train.begin(), train.end(), isTaught)) {
    return bad("No image of the train split has a box; assign splits so that some have.");
  }
  const auto val = imagesOf(dataset, Split::Val);
  if (std::none_of(val.begin(), val.end(), isTaught)) {
    return bad(
        "No image of the val split has a box, so nothing would tell how good the model is; assign "
        "splits, and label at least two images.");
  }
  return Nothing{};
}

Result<DetectionChoices> choose(const DetectionDataset& dataset, const TrainingRequest& request) {
  auto start = startingPoint(request.backbone);
  if (!start) {
    return start.error();
  }
  if (request.fromScratch) {
    start->weights.clear();
  }
  DetectionChoices choices;
  choices.start = *start;
  constexpr int usualStride = 32;
  const int side = request.size > 0 ? std::max(64, request.size)
                                    : usualSide * start->backbone->stride / usualStride;
  choices.kind = {start->backbone, static_cast<int>(dataset.classes.size()), {side, side * 5 / 3}};
  const auto cost = detectionCost(choices.kind);
  const auto train = static_cast<double>(imagesOf(dataset, Split::Train).size());
  const auto val = static_cast<double>(imagesOf(dataset, Split::Val).size());
  const double epoch = train * cost.learn + val * cost.find;
  choices.epochs = request.epochs > 0
                       ? request.epochs
                       : std::clamp(static_cast<int>(presetSeconds(request.preset) / epoch),
                                    fewestEpochs, mostEpochs);
  choices.learningRate = request.learningRate > 0 ? request.learningRate : peakRate;
  choices.seconds = secondsToStart + choices.epochs * epoch;
  return choices;
}

TrainingPlan planFor(const DetectionDataset& dataset, const DetectionChoices& choices) {
  const auto train = imagesOf(dataset, Split::Train);
  TrainingPlan plan;
  plan.backbone = choices.start.backbone->title;
  plan.images = static_cast<int>(train.size());
  for (const DetectionImage& image : train) {
    plan.samples += static_cast<int>(image.boxes.size());
  }
  plan.classes = static_cast<int>(dataset.classes.size());
  plan.epochs = choices.epochs;
  plan.size = choices.kind.size.shorter;
  plan.seconds = choices.seconds;
  plan.sentence = "Train Faster R-CNN on " + plan.backbone +
                  (choices.start.weights.empty() ? " from random weights" : "") + ", " +
                  std::to_string(plan.samples) + " boxes of " + std::to_string(plan.images) +
                  " images, " + std::to_string(plan.classes) +
                  (plan.classes == 1 ? " class, " : " classes, ") + timeText(plan.seconds) + ".";
  return plan;
}

std::vector<analysis::Detection> detectionsOf(const std::vector<std::vector<FoundObject>>& found) {
  std::vector<analysis::Detection> detections;
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const FoundObject& object : found[i]) {
      analysis::Detection detection;
      detection.image = i;
      detection.category = static_cast<std::size_t>(object.label);
      detection.box = analysis::cocoBoxOf(object.box);
      detection.area = object.box.area();
      detection.score = object.score;
      detections.push_back(std::move(detection));
    }
  }
  return detections;
}

Result<analysis::CocoEvaluation> evaluated(const std::vector<DetectionImage>& images,
                                           const std::vector<std::string>& classes,
                                           const std::vector<std::vector<FoundObject>>& found) {
  return analysis::evaluateAsCoco(truthOf(images, classes), detectionsOf(found),
                                  analysis::OverlapKind::Box);
}

/// Measures by the average precision at an overlap of a half.
Validate validationOn(DetectionLearner& learner,
                      const DetectionPictures& val,
                      const std::vector<std::string>& classes) {
  return [&](const std::stop_token& stop) -> std::optional<Validation> {
    const auto found = learner.find(val, stop);
    if (!found) {
      return std::nullopt;
    }
    const auto evaluation = evaluated(val.images(), classes, *found);
    const double precision = evaluation ? std::max(0.0, evaluation->numbers.ap50) : 0;
    return Validation{1 - precision, precision};
  };
}

std::string reportText(const analysis::CocoEvaluation& evaluation, const std::string& split) {
  const auto numbersJson = [](const analysis::CocoNumbers& numbers) {
    nlohmann::json json;
    for (const auto& [name, value] : analysis::namedNumbers(numbers)) {
      json[std::string(name)] = value;
    }
    return json;
  };
  auto json = numbersJson(evaluation.numbers);
  json["split"] = split;
  json["perClass"] = nlohmann::json::array();
  for (const auto& row : evaluation.perClass) {
    auto numbers = numbersJson(row.numbers);
    numbers["class"] = row.category.name;
    numbers["objects"] = row.objects;
    json["perClass"].push_back(std::move(numbers));
  }
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// One training of a detector.
class DetectionRun {
public:
  DetectionRun(const RunInput& input,
               const DetectionDataset& dataset,
               const DetectionChoices& choices,
               const std::filesystem::path& folder,
               const RunObserver& observer,
               const WorkContext& work)
      : input_(input),
        dataset_(dataset),
        choices_(choices),
        files_{folder},
        observer_(observer),
        work_(work) {}

  Result<RunResult> train(const TrainingRequest& request,
                          const std::filesystem::path& resumeFolder) {
    WeightFile weights;
    if (!choices_.start.weights.empty() && resumeFolder.empty()) {
      auto read = readWeights(choices_.start.weights);
      if (!read) {
        return read.error();
      }
      weights = *std::move(read);
    }
    auto train = pictures(Split::Train);
    auto val = pictures(Split::Val);
    for (DetectionPictures* some : {&train, &val}) {
      if (const auto loaded = some->load(observer_.warned, work_); !loaded) {
        return loaded.error();
      }
      if (some->images().empty()) {
        return bad(
            "None of the pictures to train on or to validate with can be read; see the "
            "warnings.");
      }
    }
    auto learner = DetectionLearner::make(
        weights, train,
        {.kind = choices_.kind,
         .pretrained = !choices_.start.weights.empty(),
         .seed = request.seed,
         .progress = [this](double epochs) {
           work_.progress({"epoch", epochs, static_cast<double>(choices_.epochs), -1});
         }});
    if (!learner) {
      return learner.error();
    }
    LoopOptions options;
    options.epochs = choices_.epochs;
    options.learningRate = choices_.learningRate;
    options.patience = patience;
    options.runFolder = files_.folder;
    options.resumeFolder = resumeFolder;
    const auto outcome = runEpochs(**learner, validationOn(**learner, val, dataset_.classes),
                                   options, observer_, work_);
    if (!outcome) {
      return outcome.error();
    }
    const auto best = (*learner)->bestWeights();
    if (const auto written = writeSafetensors(files_.weights(), best); !written) {
      return written.error();
    }
    return finish(best, outcome->cancelled);
  }

private:
  [[nodiscard]] DetectionPictures pictures(Split split) const {
    return {imagesOf(dataset_, split), input_.imageFolder, choices_.kind.size};
  }

  /// Measures the best weights on the test split, else on the val split, and writes what is said of
  /// them.
  Result<RunResult> finish(const WeightFile& best, bool cancelled) {
    const bool hasTest = !imagesOf(dataset_, Split::Test).empty();
    const Split split = hasTest ? Split::Test : Split::Val;
    const auto detector = Detector::make(choices_.kind, best, files_.weights());
    if (!detector) {
      return detector.error();
    }
    auto measured = pictures(split);
    if (const auto loaded = measured.load([](const std::string&) {}, {}); !loaded) {
      return loaded.error();
    }
    std::vector<std::vector<FoundObject>> found;
    for (std::size_t i = 0; i < measured.images().size(); ++i) {
      found.push_back(detector->find(measured.picture(i), measured.images()[i].size));
    }
    const auto evaluation = evaluated(measured.images(), dataset_.classes, found);
    if (!evaluation) {
      return evaluation.error();
    }
    RunResult result;
    result.metrics = {{"AP", evaluation->numbers.ap},
                      {"AP50", evaluation->numbers.ap50},
                      {"AP75", evaluation->numbers.ap75}};
    for (const auto& row : evaluation->perClass) {
      ClassFigures figures{row.category.name, {}};
      if (row.objects > 0) {
        figures.figures = {{"AP50", row.numbers.ap50}, {"AP", row.numbers.ap}};
      }
      figures.figures.emplace_back("objects", static_cast<double>(row.objects));
      result.perClass.push_back(std::move(figures));
    }
    result.split = labeling::nameOf(split);
    result.backbone = "Faster R-CNN, " + std::string(choices_.start.backbone->title);
    result.weights = files_.weights();
    result.evaluation = files_.folder / "detection.json";
    result.cancelled = cancelled;
    if (const auto written =
            labeling::writeFileAtomically(result.evaluation, reportText(*evaluation, result.split));
        !written) {
      return written.error();
    }
    const auto written = writeDetectorDescription(
        files_.folder, {std::string(choices_.start.backbone->name), choices_.start.weights.string(),
                        choices_.kind.size, dataset_.classes, result.metrics, result.split,
                        labeling::labelHashOf(input_.document)});
    if (!written) {
      return written.error();
    }
    return result;
  }

  const RunInput& input_;
  const DetectionDataset& dataset_;
  const DetectionChoices& choices_;
  const RunFiles files_;
  const RunObserver& observer_;
  const WorkContext& work_;
};

}  // namespace

Result<TrainingPlan> planDetector(const RunInput& input, const TrainingRequest& request) {
  const auto dataset = detectionDataset(input.document);
  if (const auto checked = checkDataset(dataset); !checked) {
    return checked.error();
  }
  return choose(dataset, request).transform([&](const DetectionChoices& choices) {
    return planFor(dataset, choices);
  });
}

Result<RunResult> trainDetector(const RunInput& input,
                                const TrainingRequest& asked,
                                const std::filesystem::path& runFolder,
                                const RunObserver& observer,
                                const WorkContext& work) {
  auto started = startedRequest(asked, runFolder);
  if (!started) {
    return started.error();
  }
  auto& [request, resumeFolder] = *started;
  const auto dataset = detectionDataset(input.document);
  if (const auto checked = checkDataset(dataset); !checked) {
    return checked.error();
  }
  const auto choices = choose(dataset, request);
  if (!choices) {
    return choices.error();
  }
  for (const std::string& warning : dataset.warnings) {
    observer.warned(warning);
  }
  observer.planned(planFor(dataset, *choices));
  std::error_code ignored;
  std::filesystem::create_directories(runFolder, ignored);
  request.backbone = choices->start.weights.empty() ? std::string(choices->start.backbone->name)
                                                    : choices->start.weights.string();
  request.fromScratch = choices->start.weights.empty();
  request.epochs = choices->epochs;
  request.size = choices->kind.size.shorter;
  request.learningRate = choices->learningRate;
  if (const auto written =
          labeling::writeFileAtomically(RunFiles{runFolder}.request(), toJson(request) + "\n");
      !written) {
    return written.error();
  }
  return DetectionRun(input, dataset, *choices, runFolder, observer, work)
      .train(request, resumeFolder);
}

}  // namespace touchstone::training
