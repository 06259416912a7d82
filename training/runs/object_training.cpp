#include "training/runs/object_training.h"

#include "training/runs/presets.h"
#include "training/runs/time_text.h"
#include "training/weights/pytorch_file.h"

#include <algorithm>

namespace touchstone::training {

Status checkTaught(bool train, bool val, const std::string& what) {
  if (!train) {
    return Error{ErrorKind::BadInput,
                 {},
                 "No image of the train split has " + what + "; assign splits so that some have."};
  }
  if (!val) {
    return Error{ErrorKind::BadInput,
                 {},
                 "No image of the val split has " + what +
                     ", so nothing would tell how good the model is; assign splits, and label at "
                     "least two images."};
  }
  return Nothing{};
}

void schedule(ObjectChoices& choices,
              const TrainingRequest& request,
              const ObjectSchedule& schedule) {
  constexpr double secondsToStart = 5;
  const double fitting = presetSeconds(request.preset) / schedule.secondsPerEpoch;
  choices.epochs = request.epochs > 0 ? request.epochs
                                      : static_cast<int>(std::clamp<double>(
                                            fitting, schedule.fewestEpochs, schedule.mostEpochs));
  choices.learningRate = request.learningRate > 0 ? request.learningRate : schedule.learningRate;
  choices.seconds = secondsToStart + choices.epochs * schedule.secondsPerEpoch;
}

TrainingPlan withSentence(TrainingPlan plan,
                          const ObjectChoices& choices,
                          const std::string& model,
                          const std::string& what) {
  plan.epochs = choices.epochs;
  plan.seconds = choices.seconds;
  plan.sentence = "Train " + model + (choices.start.weights.empty() ? " from random weights" : "") +
                  ", " + std::to_string(plan.samples) + ' ' + what + " of " +
                  std::to_string(plan.images) + " images, " + std::to_string(plan.classes) +
                  (plan.classes == 1 ? " class, " : " classes, ") + timeText(plan.seconds) + ".";
  return plan;
}

Result<WeightFile> startingWeights(const StartingPoint& start,
                                   const std::filesystem::path& resumeFolder) {
  if (start.weights.empty() || !resumeFolder.empty()) {
    return WeightFile{};
  }
  return readWeights(start.weights);
}

std::vector<std::size_t> sampledPositions(std::size_t images) {
  constexpr std::size_t shown = 4;
  const std::size_t count = std::min(images, shown);
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < count; ++i) {
    positions.push_back(i * images / count);
  }
  return positions;
}

}  // namespace touchstone::training
