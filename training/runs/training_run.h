#pragma once

#include "labeling/annotation/document.h"
#include "labeling/progress.h"
#include "training/runs/training_request.h"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace touchstone::training {

/// What a run reads: the labels (a snapshot), where the images are, where the cache is.
struct RunInput {
  const labeling::Document& document;
  std::filesystem::path imageFolder;
  std::filesystem::path cacheFolder;
  std::map<std::string, int> marked = {};                     ///< see labeling::markedClasses()
  std::map<labeling::ImageId, std::int64_t> labelledAt = {};  ///< see labeling::labellingTimes()
};

/// What would be done, said before it is done.
struct TrainingPlan {
  std::string sentence;  ///< "Fine-tune ResNet-18 on 292 images, 3 classes, about 4 minutes."
  std::string backbone;
  int images = 0;
  int samples = 0;  ///< images or boxes that are trained on
  int classes = 0;
  int epochs = 0;
  int size = 0;
  double seconds = 0;
};

/// What a model under training sees on one image of the validation split, the surest first.
struct EpochSample {
  struct Object {
    std::string labelClass;
    labeling::Shape shape;  ///< in pixels of the image
    double score = 0;
  };
  std::string image;  ///< path relative to the image folder
  std::vector<Object> objects;
};

struct EpochReport {
  int epoch = 0;  ///< 1, 2, 3 …
  int epochs = 0;
  double trainLoss = 0;
  double loss = 0;      ///< on the validation split
  double accuracy = 0;  ///< on the validation split; of a detector AP50, of a segmenter Dice
  double learningRate = 0;
  double secondsLeft = 0;
  std::vector<EpochSample> samples = {};  ///< of detectors and segmenters, the same images always
};

struct RunObserver {
  std::function<void(const TrainingPlan&)> planned = [](const TrainingPlan&) {};
  std::function<void(const EpochReport&)> epochDone = [](const EpochReport&) {};
  /// Receives one sentence about something that was skipped or is missing.
  std::function<void(const std::string&)> warned = [](const std::string&) {};
};

/// What was measured of one class, by the names of figures.
struct ClassFigures {
  std::string name;
  std::vector<std::pair<std::string, double>> figures;
};

struct RunResult {
  /// Of a classifier "accuracy", "loss", "macroF1" and "calibrationError"; of a detector "AP50",
  /// "AP" and "AP75"; of a segmenter "dice", "iou" and "pixelAccuracy".
  std::map<std::string, double> metrics;
  std::vector<ClassFigures> perClass;  ///< of a detector or a segmenter
  std::string split;                   ///< what they were measured on: "test", else "val"
  std::string backbone;                ///< title for a person, of a baseline too
  double seconds = 0;
  std::filesystem::path weights;
  std::filesystem::path evaluation;
  bool baseline = false;   ///< a classical method, to compare with
  bool cancelled = false;  ///< stopped by the person; the best checkpoint so far is kept
};

/// Says what train() would do. Errors: nothing to learn from, nothing to validate with, a task,
/// backbone or preset that is not known; each message says the way on.
Result<TrainingPlan> plan(const RunInput& input, const TrainingRequest& request);

/// Trains for the task of the request and writes all files of the run into `runFolder`. Seeds
/// reproduce a run bit for bit on one machine. Cancelling before the first epoch is an Error of
/// kind Cancelled.
Result<RunResult> train(const RunInput& input,
                        const TrainingRequest& request,
                        const std::filesystem::path& runFolder,
                        const RunObserver& observer,
                        const WorkContext& work);

}  // namespace touchstone::training
