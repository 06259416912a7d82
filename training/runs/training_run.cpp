#include "training/runs/training_run.h"

#include "training/runs/classification_run.h"
#include "training/runs/detection_run.h"
#include "training/runs/foreign_errors.h"
#include "training/runs/segmentation_run.h"

#include <chrono>

namespace touchstone::training {

namespace {

/// How one task is trained for.
struct Task {
  std::string_view name;
  decltype(&planClassifier) plan;
  decltype(&trainClassifier) train;
};

constexpr Task tasks[] = {{"classify", planClassifier, trainClassifier},
                          {"detect", planDetector, trainDetector},
                          {"segment", planSegmenter, trainSegmenter}};

Result<const Task*> taskNamed(const std::string& name) {
  std::string names;
  for (const Task& task : tasks) {
    if (task.name == name) {
      return &task;
    }
    names += (names.empty() ? "" : " or ") + std::string(task.name);
  }
  return Error{
      ErrorKind::Usage, {}, "The task \"" + name + "\" cannot be trained; choose " + names + "."};
}

}  // namespace

Result<TrainingPlan> plan(const RunInput& input, const TrainingRequest& request) {
  const auto task = taskNamed(request.task);
  return task ? guarded([&] { return (*task)->plan(input, request); }) : task.error();
}

Result<RunResult> train(const RunInput& input,
                        const TrainingRequest& request,
                        const std::filesystem::path& runFolder,
                        const RunObserver& observer,
                        const WorkContext& work) {
  const auto task = taskNamed(request.task);
  if (!task) {
    return task.error();
  }
  const auto start = std::chrono::steady_clock::now();
  auto result = guarded([&] { return (*task)->train(input, request, runFolder, observer, work); });
  if (result) {
    result->seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  return result;
}

}  // namespace touchstone::training
