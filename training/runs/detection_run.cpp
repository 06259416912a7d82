#include "training/runs/detection_run.h"

#include "analysis/metrics/coco_evaluation.h"
#include "training/runs/detection_figures.h"
#include "training/runs/detection_learner.h"
#include "training/runs/detector_file.h"
#include "training/runs/object_training.h"

#include <algorithm>

namespace touchstone::training {

namespace {

using labeling::Split;

struct DetectionChoices : ObjectChoices {
  DetectorKind kind;
};

/// Returns what is worth showing of the objects found in a few images.
std::vector<EpochSample> samplesOf(const std::vector<DetectionImage>& images,
                                   const std::vector<std::vector<FoundObject>>& found,
                                   const std::vector<std::string>& classes) {
  constexpr double shownFrom = 0.3;
  std::vector<EpochSample> samples;
  for (const std::size_t i : sampledPositions(images.size())) {
    EpochSample& sample = samples.emplace_back();
    sample.image = images[i].path;
    for (const FoundObject& object : found[i]) {
      if (object.score >= shownFrom) {
        sample.objects.push_back(
            {classes[static_cast<std::size_t>(object.label)], object.box, object.score});
      }
    }
  }
  return samples;
}

/// How boxes are learned: see trainObjects.
struct DetectionTask {
  static constexpr int patience = 15;

  static DetectionDataset dataset(const labeling::Document& document) {
    return detectionDataset(document);
  }

  static Status check(const DetectionDataset& dataset) {
    if (dataset.classes.empty()) {
      return Error{ErrorKind::BadInput,
                   {},
                   "No labelled image has a box yet: draw boxes around objects first."};
    }
    const auto isTaught = [&](Split split) {
      const auto images = imagesOf(dataset, split);
      return std::any_of(images.begin(), images.end(),
                         [](const DetectionImage& image) { return !image.boxes.empty(); });
    };
    return checkTaught(isTaught(Split::Train), isTaught(Split::Val), "a box");
  }

  static Result<DetectionChoices> choose(const DetectionDataset& dataset,
                                         const TrainingRequest& request) {
    constexpr int usualSide = 480;
    constexpr int usualStride = 32;
    auto start = startingPoint(request.backbone);
    if (!start) {
      return start.error();
    }
    if (request.fromScratch) {
      start->weights.clear();
    }
    const int side = request.size > 0 ? std::max(64, request.size)
                                      : usualSide * start->backbone->stride / usualStride;
    DetectionChoices choices;
    choices.start = *start;
    choices.kind = {
        start->backbone, static_cast<int>(dataset.classes.size()), {side, side * 5 / 3}};
    const auto cost = detectionCost(choices.kind, !start->weights.empty());
    const auto train = static_cast<double>(imagesOf(dataset, Split::Train).size());
    const auto val = static_cast<double>(imagesOf(dataset, Split::Val).size());
    schedule(choices, request,
             {.secondsPerEpoch = train * cost.learn + val * cost.find,
              .fewestEpochs = 4,
              .mostEpochs = 80,
              .learningRate = 0.01});
    return choices;
  }

  static TrainingPlan plan(const DetectionDataset& dataset, const DetectionChoices& choices) {
    const auto train = imagesOf(dataset, Split::Train);
    TrainingPlan plan;
    plan.backbone = choices.start.backbone->title;
    plan.images = static_cast<int>(train.size());
    for (const DetectionImage& image : train) {
      plan.samples += static_cast<int>(image.boxes.size());
    }
    plan.classes = static_cast<int>(dataset.classes.size());
    plan.size = choices.kind.size.shorter;
    const auto model = "Faster R-CNN on " + plan.backbone;
    return withSentence(std::move(plan), choices, model, "boxes");
  }

  static std::string_view backboneName(const DetectionChoices& choices) {
    return choices.start.backbone->name;
  }
  static int pictureSize(const DetectionChoices& choices) { return choices.kind.size.shorter; }

  static DetectionPictures pictures(std::vector<DetectionImage> images,
                                    const std::filesystem::path& folder,
                                    const DetectionChoices& choices) {
    return {std::move(images), folder, choices.kind.size};
  }

  static Result<std::unique_ptr<DetectionLearner>> learner(const WeightFile& weights,
                                                           const DetectionPictures& train,
                                                           const DetectionDataset&,
                                                           const DetectionChoices& choices,
                                                           std::uint64_t seed,
                                                           std::function<void(double)> progress) {
    return DetectionLearner::make(weights, train,
                                  {.kind = choices.kind,
                                   .pretrained = !choices.start.weights.empty(),
                                   .seed = seed,
                                   .progress = std::move(progress)});
  }

  /// Measures by the average precision at an overlap of a half.
  static Validate validation(DetectionLearner& learner,
                             const DetectionPictures& val,
                             const DetectionDataset& dataset) {
    return [&](const std::stop_token& stop) -> std::optional<Validation> {
      const auto found = learner.find(val, stop);
      if (!found) {
        return std::nullopt;
      }
      const auto objects = evaluatedObjects(val.images(), dataset.classes);
      const auto evaluation =
          analysis::evaluateAsCoco(objects.truth, detectionsOf(*found), analysis::OverlapKind::Box);
      const double precision = evaluation ? std::max(0.0, evaluation->numbers.ap50) : 0;
      return Validation{1 - precision, precision, samplesOf(val.images(), *found, dataset.classes)};
    };
  }

  static Result<RunResult> measure(RunResult result,
                                   const WeightFile& best,
                                   const DetectionPictures& pictures,
                                   const DetectionDataset& dataset,
                                   const DetectionChoices& choices,
                                   const RunFiles& files) {
    const auto detector = Detector::make(choices.kind, best, files.weights());
    if (!detector) {
      return detector.error();
    }
    std::vector<std::vector<FoundObject>> found;
    for (std::size_t i = 0; i < pictures.images().size(); ++i) {
      found.push_back(detector->find(pictures.picture(i), pictures.images()[i].size));
    }
    auto report = analysis::evaluateObjects(evaluatedObjects(pictures.images(), dataset.classes),
                                            detectionsOf(found));
    if (!report) {
      return report.error();
    }
    result.perClass = perClassOf(*report);
    result.backbone = "Faster R-CNN, " + std::string(choices.start.backbone->title);
    return withEvaluation(std::move(result), *std::move(report), files);
  }

  static Status describe(const ModelOrigin& origin,
                         const DetectionChoices& choices,
                         const std::filesystem::path& runFolder) {
    return writeDetectorDescription(runFolder, {origin, choices.kind.size});
  }
};

}  // namespace

Result<TrainingPlan> planDetector(const RunInput& input, const TrainingRequest& request) {
  return planObjects<DetectionTask>(input, request);
}

Result<RunResult> trainDetector(const RunInput& input,
                                const TrainingRequest& request,
                                const std::filesystem::path& runFolder,
                                const RunObserver& observer,
                                const WorkContext& work) {
  return trainObjects<DetectionTask>(input, request, runFolder, observer, work);
}

}  // namespace touchstone::training
