#include "training/runs/segmentation_run.h"

#include "labeling/project/atomic_file.h"
#include "labeling/project/project.h"
#include "training/runs/epoch_loop.h"
#include "training/runs/presets.h"
#include "training/runs/resumed_request.h"
#include "training/runs/run_files.h"
#include "training/runs/segmentation_figures.h"
#include "training/runs/segmentation_learner.h"
#include "training/runs/segmenter_file.h"
#include "training/runs/starting_point.h"
#include "training/runs/time_text.h"
#include "training/segmentation/void_label.h"
#include "training/weights/pytorch_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::training {

namespace {

using labeling::Split;

constexpr int usualSide = 512;
constexpr int largestPart = 256;
constexpr double plainRate = 3e-3;
constexpr double pretrainedRate = 2e-3;
constexpr int fewestEpochs = 4;
constexpr int mostEpochs = 200;
constexpr int patience = 30;
constexpr double secondsToStart = 5;
constexpr double million = 1e6;
constexpr double imbalance = 3;

Error bad(std::string message) {
  return {ErrorKind::BadInput, {}, std::move(message)};
}

/// What a training of a segmenter does, decided from the request and the data.
struct SegmentationChoices {
  StartingPoint start;  ///< without a backbone: a plain U-Net
  SegmenterKind kind;
  int part = 0;
  int epochs = 0;
  double learningRate = 0;
  double seconds = 0;

  [[nodiscard]] std::string title() const {
    return start.backbone == nullptr ? "U-Net" : "U-Net on " + std::string(start.backbone->title);
  }
};

Status checkDataset(const SegmentationDataset& dataset) {
  if (dataset.classes.size() < 2) {
    return bad(
        "No labelled image has a mask or a polygon yet: paint or outline the objects first.");
  }
  const auto isTaught = [](const SegmentationImage& image) {
    return std::any_of(image.areas.begin(), image.areas.end(),
                       [](const LabelledArea& area) { return area.label != voidLabel; });
  };
  const auto train = imagesOf(dataset, Split::Train);
  if (std::none_of(train.begin(), train.end(), isTaught)) {
    return bad(
        "No image of the train split has a mask or a polygon; assign splits so that some "
        "have.");
  }
  const auto val = imagesOf(dataset, Split::Val);
  if (std::none_of(val.begin(), val.end(), isTaught)) {
    return bad(
        "No image of the val split has a mask or a polygon, so nothing would tell how good "
        "the model is; assign splits, and label at least two images.");
  }
  return Nothing{};
}

/// Returns the millions of pixels that an epoch learns from, or looks at.
double learnedPixels(const std::vector<SegmentationImage>& images, int side, int part) {
  double pixels = 0;
  for (const SegmentationImage& image : images) {
    pixels += static_cast<double>(partsOf(segmentedSize(image.size, side), part)) * part * part;
  }
  return pixels / million;
}

double seenPixels(const std::vector<SegmentationImage>& images, int side) {
  double pixels = 0;
  for (const SegmentationImage& image : images) {
    const auto size = segmentedSize(image.size, side);
    pixels += static_cast<double>(size.width) * size.height;
  }
  return pixels / million;
}

/// Returns the backbone that goes down: the one that was asked for, else one with pre-trained
/// weights, else none.
Result<StartingPoint> chooseStart(const TrainingRequest& request) {
  if (request.backbone == plainSegmenter || (request.backbone.empty() && request.fromScratch)) {
    return StartingPoint{};
  }
  auto start = startingPoint(request.backbone);
  if (start && request.fromScratch) {
    start->weights.clear();
  }
  if (start && request.backbone.empty() && start->weights.empty()) {
    return StartingPoint{};
  }
  return start;
}

Result<SegmentationChoices> choose(const SegmentationDataset& dataset,
                                   const TrainingRequest& request) {
  auto start = chooseStart(request);
  if (!start) {
    return start.error();
  }
  SegmentationChoices choices;
  choices.start = *start;
  choices.kind = {start->backbone, static_cast<int>(dataset.classes.size()),
                  request.size > 0 ? std::max(64, request.size) : usualSide};
  const auto train = imagesOf(dataset, Split::Train);
  constexpr int step = 32;  // the coarsest stride
  choices.part = std::clamp(choices.kind.side / step * step, step, largestPart);
  const auto cost = segmentationCost(choices.kind);
  const double epoch = learnedPixels(train, choices.kind.side, choices.part) * cost.learn +
                       seenPixels(imagesOf(dataset, Split::Val), choices.kind.side) * cost.segment;
  choices.epochs = request.epochs > 0
                       ? request.epochs
                       : std::clamp(static_cast<int>(presetSeconds(request.preset) / epoch),
                                    fewestEpochs, mostEpochs);
  choices.learningRate = request.learningRate > 0 ? request.learningRate
                         : start->weights.empty() ? plainRate
                                                  : pretrainedRate;
  choices.seconds = secondsToStart + choices.epochs * epoch;
  return choices;
}

TrainingPlan planFor(const SegmentationDataset& dataset, const SegmentationChoices& choices) {
  const auto train = imagesOf(dataset, Split::Train);
  TrainingPlan plan;
  plan.backbone = choices.title();
  plan.images = static_cast<int>(train.size());
  for (const SegmentationImage& image : train) {
    plan.samples += static_cast<int>(image.areas.size());
  }
  plan.classes = static_cast<int>(dataset.classes.size()) - 1;
  plan.epochs = choices.epochs;
  plan.size = choices.kind.side;
  plan.seconds = choices.seconds;
  plan.sentence = "Train " + plan.backbone +
                  (choices.start.weights.empty() ? " from random weights" : "") + ", " +
                  std::to_string(plan.samples) + " areas of " + std::to_string(plan.images) +
                  " images, " + std::to_string(plan.classes) +
                  (plan.classes == 1 ? " class, " : " classes, ") + timeText(plan.seconds) + ".";
  return plan;
}

/// Returns how much a pixel of each class counts: the less, the more there are (by the root), 1 on
/// average; empty when no class is three times another.
std::vector<float> classWeightsOf(const SegmentationPictures& pictures, std::size_t classes) {
  std::vector<double> counts(classes);
  for (std::size_t i = 0; i < pictures.images().size(); ++i) {
    for (const std::uint8_t label : pictures.example(i).labels) {
      if (label < classes) {
        ++counts[label];
      }
    }
  }
  const double most = *std::max_element(counts.begin(), counts.end());
  double total = 0;
  double pixels = 0;
  double fewest = most;
  for (const double count : counts) {
    total += std::sqrt(count);
    pixels += count;
    fewest = count > 0 ? std::min(fewest, count) : fewest;
  }
  if (most < imbalance * fewest) {
    return {};
  }
  std::vector<float> weights;
  for (const double count : counts) {
    weights.push_back(static_cast<float>(pixels / total / std::sqrt(std::max(1.0, count))));
  }
  return weights;
}

std::string reportText(const RunResult& result) {
  nlohmann::json json = result.metrics;
  json["split"] = result.split;
  json["perClass"] = nlohmann::json::array();
  for (const ClassFigures& row : result.perClass) {
    nlohmann::json figures{{"class", row.name}};
    for (const auto& [name, value] : row.figures) {
      figures[name] = value;
    }
    json["perClass"].push_back(std::move(figures));
  }
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// One training of a segmenter.
class SegmentationRun {
public:
  SegmentationRun(const RunInput& input,
                  const SegmentationDataset& dataset,
                  const SegmentationChoices& choices,
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
    for (SegmentationPictures* some : {&train, &val}) {
      if (const auto loaded = some->load(observer_.warned, work_); !loaded) {
        return loaded.error();
      }
      if (some->images().empty()) {
        return bad(
            "None of the pictures to train on or to validate with can be read; see the "
            "warnings.");
      }
    }
    auto learner = SegmentationLearner::make(
        weights, train,
        {.kind = choices_.kind,
         .pretrained = !choices_.start.weights.empty(),
         .part = choices_.part,
         .classWeights = classWeightsOf(train, dataset_.classes.size()),
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
    const auto validate = [&](const std::stop_token& stop) -> std::optional<Validation> {
      const auto measured = measureSegmentation(
          val, dataset_.classes.size(), stop,
          [&](const cv::Mat& picture) { return (*learner)->labelsOf(picture); });
      return measured ? std::optional(Validation{1 - measured->dice, measured->dice})
                      : std::nullopt;
    };
    const auto outcome = runEpochs(**learner, validate, options, observer_, work_);
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
  [[nodiscard]] SegmentationPictures pictures(Split split) const {
    return {imagesOf(dataset_, split), input_.imageFolder, choices_.kind.side};
  }

  /// Measures the best weights on the test split, else on the val split, and writes what is said of
  /// them.
  Result<RunResult> finish(const WeightFile& best, bool cancelled) {
    const Split split = imagesOf(dataset_, Split::Test).empty() ? Split::Val : Split::Test;
    const auto segmenter = Segmenter::make(choices_.kind, best, files_.weights());
    if (!segmenter) {
      return segmenter.error();
    }
    auto measuredPictures = pictures(split);
    if (const auto loaded = measuredPictures.load([](const std::string&) {}, {}); !loaded) {
      return loaded.error();
    }
    const auto measured = measureSegmentation(
        measuredPictures, dataset_.classes.size(), {},
        [&](const cv::Mat& picture) { return segmenter->segment(picture).labels; });
    RunResult result;
    result.metrics = figuresOf(*measured);
    result.perClass = perClassOf(*measured, dataset_.classes);
    result.split = labeling::nameOf(split);
    result.backbone = choices_.title();
    result.weights = files_.weights();
    result.evaluation = files_.folder / "segmentation.json";
    result.cancelled = cancelled;
    if (const auto written = labeling::writeFileAtomically(result.evaluation, reportText(result));
        !written) {
      return written.error();
    }
    const auto written = writeSegmenterDescription(
        files_.folder,
        {std::string(choices_.start.backbone == nullptr ? plainSegmenter
                                                        : choices_.start.backbone->name),
         choices_.start.weights.string(), choices_.kind.side, dataset_.classes, result.metrics,
         result.split, labeling::labelHashOf(input_.document)});
    if (!written) {
      return written.error();
    }
    return result;
  }

  const RunInput& input_;
  const SegmentationDataset& dataset_;
  const SegmentationChoices& choices_;
  const RunFiles files_;
  const RunObserver& observer_;
  const WorkContext& work_;
};

}  // namespace

Result<TrainingPlan> planSegmenter(const RunInput& input, const TrainingRequest& request) {
  const auto dataset = segmentationDataset(input.document);
  if (const auto checked = checkDataset(dataset); !checked) {
    return checked.error();
  }
  return choose(dataset, request).transform([&](const SegmentationChoices& choices) {
    return planFor(dataset, choices);
  });
}

Result<RunResult> trainSegmenter(const RunInput& input,
                                 const TrainingRequest& asked,
                                 const std::filesystem::path& runFolder,
                                 const RunObserver& observer,
                                 const WorkContext& work) {
  auto started = startedRequest(asked, runFolder);
  if (!started) {
    return started.error();
  }
  auto& [request, resumeFolder] = *started;
  const auto dataset = segmentationDataset(input.document);
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
  request.backbone = choices->start.backbone == nullptr ? std::string(plainSegmenter)
                     : choices->start.weights.empty()   ? std::string(choices->start.backbone->name)
                                                        : choices->start.weights.string();
  request.fromScratch = choices->start.weights.empty();
  request.epochs = choices->epochs;
  request.size = choices->kind.side;
  request.learningRate = choices->learningRate;
  if (const auto written =
          labeling::writeFileAtomically(RunFiles{runFolder}.request(), toJson(request) + "\n");
      !written) {
    return written.error();
  }
  return SegmentationRun(input, dataset, *choices, runFolder, observer, work)
      .train(request, resumeFolder);
}

}  // namespace touchstone::training
