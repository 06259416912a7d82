#include "training/runs/segmentation_run.h"

#include "training/runs/object_training.h"
#include "training/runs/segmentation_figures.h"
#include "training/runs/segmentation_learner.h"
#include "training/runs/segmenter_file.h"
#include "training/segmentation/class_regions.h"
#include "training/segmentation/void_label.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::training {

namespace {

using labeling::Split;

constexpr double million = 1e6;

struct SegmentationChoices : ObjectChoices {  // without a backbone: a plain U-Net
  SegmenterKind kind;
  int part = 0;

  [[nodiscard]] std::string title() const {
    return start.backbone == nullptr ? "U-Net" : "U-Net on " + std::string(start.backbone->title);
  }
};

/// Returns the millions of pixels that an epoch learns from.
double learnedPixels(const std::vector<SegmentationImage>& images, int side, int part) {
  double pixels = 0;
  for (const SegmentationImage& image : images) {
    pixels += static_cast<double>(partsOf(segmentedSize(image.size, side), part)) * part * part;
  }
  return pixels / million;
}

/// Returns the millions of pixels that are looked at.
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

/// Returns how much a pixel of each class counts: the less, the more there are (by the root), 1 on
/// average; empty when no class is three times another.
std::vector<float> classWeightsOf(const SegmentationPictures& pictures, std::size_t classes) {
  constexpr double imbalance = 3;
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

/// Returns the areas found in the sampled images, whose labels these are.
std::vector<EpochSample> samplesOf(const std::vector<SegmentationImage>& images,
                                   const std::vector<cv::Mat1b>& labels,
                                   const std::vector<std::string>& classes) {
  constexpr int fewestPixels = 16;  // regions of fewer are noise
  std::vector<EpochSample> samples;
  for (const std::size_t i : sampledPositions(images.size())) {
    cv::Mat1b whole;
    cv::resize(labels[samples.size()], whole, {images[i].size.width, images[i].size.height}, 0, 0,
               cv::INTER_NEAREST);
    const cv::Mat1f sure(whole.size(), 1.0F);
    EpochSample& sample = samples.emplace_back();
    sample.image = images[i].path;
    for (ClassRegion& region : classRegions(whole, sure, 0, fewestPixels)) {
      sample.objects.push_back(
          {classes[static_cast<std::size_t>(region.label)], std::move(region.mask), 1});
    }
  }
  return samples;
}

/// How areas are learned: see trainObjects.
struct SegmentationTask {
  static constexpr int patience = 30;

  static SegmentationDataset dataset(const labeling::Document& document) {
    return segmentationDataset(document);
  }

  static Status check(const SegmentationDataset& dataset) {
    if (dataset.classes.size() < 2) {
      return Error{
          ErrorKind::BadInput,
          {},
          "No labelled image has a mask or a polygon yet: paint or outline the objects first."};
    }
    const auto isTaught = [&](Split split) {
      const auto images = imagesOf(dataset, split);
      return std::any_of(images.begin(), images.end(), [](const SegmentationImage& image) {
        return std::any_of(image.areas.begin(), image.areas.end(),
                           [](const LabelledArea& area) { return area.label != voidLabel; });
      });
    };
    return checkTaught(isTaught(Split::Train), isTaught(Split::Val), "a mask or a polygon");
  }

  static Result<SegmentationChoices> choose(const SegmentationDataset& dataset,
                                            const TrainingRequest& request) {
    constexpr int usualSide = 512;
    constexpr int largestPart = 256;
    constexpr int step = 32;  // the coarsest stride
    const auto start = chooseStart(request);
    if (!start) {
      return start.error();
    }
    SegmentationChoices choices;
    choices.start = *start;
    choices.kind = {start->backbone, static_cast<int>(dataset.classes.size()),
                    request.size > 0 ? std::max(64, request.size) : usualSide};
    const int side = choices.kind.side;
    choices.part = std::clamp(side / step * step, step, largestPart);
    const auto cost = segmentationCost(choices.kind);
    const double learned = learnedPixels(imagesOf(dataset, Split::Train), side, choices.part);
    const double seen = seenPixels(imagesOf(dataset, Split::Val), side);
    schedule(choices, request,
             {.secondsPerEpoch = learned * cost.learn + seen * cost.segment,
              .fewestEpochs = 4,
              .mostEpochs = 200,
              .learningRate = start->weights.empty() ? 3e-3 : 2e-3});
    return choices;
  }

  static TrainingPlan plan(const SegmentationDataset& dataset, const SegmentationChoices& choices) {
    const auto train = imagesOf(dataset, Split::Train);
    TrainingPlan plan;
    plan.backbone = choices.title();
    plan.images = static_cast<int>(train.size());
    for (const SegmentationImage& image : train) {
      plan.samples += static_cast<int>(image.areas.size());
    }
    plan.classes = static_cast<int>(dataset.classes.size()) - 1;
    plan.size = choices.kind.side;
    return withSentence(std::move(plan), choices, choices.title(), "areas");
  }

  static std::string_view backboneName(const SegmentationChoices& choices) {
    return choices.start.backbone == nullptr ? plainSegmenter : choices.start.backbone->name;
  }
  static int pictureSize(const SegmentationChoices& choices) { return choices.kind.side; }

  static SegmentationPictures pictures(std::vector<SegmentationImage> images,
                                       const std::filesystem::path& folder,
                                       const SegmentationChoices& choices) {
    return {std::move(images), folder, choices.kind.side};
  }

  static Result<std::unique_ptr<SegmentationLearner>> learner(
      const WeightFile& weights,
      const SegmentationPictures& train,
      const SegmentationDataset& dataset,
      const SegmentationChoices& choices,
      std::uint64_t seed,
      std::function<void(double)> progress) {
    return SegmentationLearner::make(weights, train,
                                     {.kind = choices.kind,
                                      .pretrained = !choices.start.weights.empty(),
                                      .part = choices.part,
                                      .classWeights = classWeightsOf(train, dataset.classes.size()),
                                      .seed = seed,
                                      .progress = std::move(progress)});
  }

  static Validate validation(SegmentationLearner& learner,
                             const SegmentationPictures& val,
                             const SegmentationDataset& dataset) {
    return [&](const std::stop_token& stop) -> std::optional<Validation> {
      const auto shown = sampledPositions(val.images().size());
      std::size_t seen = 0;
      std::vector<cv::Mat1b> labels;
      const auto measured =
          measureSegmentation(val, dataset.classes.size(), stop, [&](const cv::Mat& picture) {
            const cv::Mat1b found = learner.labelsOf(picture);
            if (std::find(shown.begin(), shown.end(), seen++) != shown.end()) {
              labels.push_back(found);
            }
            return found;
          });
      return measured ? std::optional(Validation{1 - measured->dice, measured->dice,
                                                 samplesOf(val.images(), labels, dataset.classes)})
                      : std::nullopt;
    };
  }

  static Result<RunResult> measure(RunResult result,
                                   const WeightFile& best,
                                   const SegmentationPictures& pictures,
                                   const SegmentationDataset& dataset,
                                   const SegmentationChoices& choices,
                                   const RunFiles& files) {
    const auto segmenter = Segmenter::make(choices.kind, best, files.weights());
    if (!segmenter) {
      return segmenter.error();
    }
    const auto measured = measureSegmentation(
        pictures, dataset.classes.size(), {},
        [&](const cv::Mat& picture) { return segmenter->segment(picture).labels; });
    result.perClass = perClassOf(*measured, dataset.classes);
    result.backbone = choices.title();
    return withEvaluation(std::move(result), evaluationOf(*measured, dataset.classes), files);
  }

  static Status describe(const ModelOrigin& origin,
                         const SegmentationChoices& choices,
                         const std::filesystem::path& runFolder) {
    return writeSegmenterDescription(runFolder, {origin, choices.kind.side});
  }
};

}  // namespace

Result<TrainingPlan> planSegmenter(const RunInput& input, const TrainingRequest& request) {
  return planObjects<SegmentationTask>(input, request);
}

Result<RunResult> trainSegmenter(const RunInput& input,
                                 const TrainingRequest& request,
                                 const std::filesystem::path& runFolder,
                                 const RunObserver& observer,
                                 const WorkContext& work) {
  return trainObjects<SegmentationTask>(input, request, runFolder, observer, work);
}

}  // namespace touchstone::training
