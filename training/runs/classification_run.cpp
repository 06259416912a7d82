#include "training/runs/classification_run.h"

#include "labeling/project/atomic_file.h"
#include "labeling/project/project.h"
#include "training/runs/baseline_run.h"
#include "training/runs/classification_plan.h"
#include "training/runs/head_run.h"
#include "training/runs/model_file.h"
#include "training/runs/network_run.h"
#include "training/runs/resumed_request.h"
#include "training/runs/run_files.h"

namespace touchstone::training {

namespace {

using labeling::Split;

/// Writes evaluation.json and model.json and returns the figures.
Result<RunResult> finish(const Run& run, const Learned& learned) {
  const RunFiles files{run.folder};
  RunResult measured;
  measured.split = labeling::nameOf(run.measured);
  auto evaluated = withEvaluation(
      std::move(measured), evaluationOf(learned.samples, learned.predictions, run.dataset.classes),
      files);
  if (!evaluated) {
    return evaluated.error();
  }
  RunResult& result = *evaluated;
  result.backbone = run.choices.title();
  result.baseline = run.choices.baseline != nullptr;
  result.weights = files.weights();
  result.cancelled = learned.outcome.cancelled;
  ModelDescription model;
  model.backbone = run.choices.name();
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
  return evaluated;
}

/// Returns the request with what was chosen for it, so that a run that is resumed does not depend
/// on how fast the machine is then.
TrainingRequest resolved(TrainingRequest request, const RunChoices& choices) {
  request.backbone =
      choices.weights.empty() ? std::string(choices.name()) : choices.weights.string();
  request.fromScratch = choices.backbone != nullptr && choices.weights.empty();
  request.epochs = choices.epochs;
  request.size = choices.picture.size;
  if (!choices.findRate) {
    request.learningRate = choices.learningRate;
  }
  if (choices.backbone != nullptr) {
    request.freeze =
        choices.mode == LearningMode::FrozenBackbone ? choices.backbone->stages : choices.freeze;
  }
  return request;
}

Result<Learned> learn(const Run& run) {
  switch (run.choices.mode) {
    case LearningMode::FrozenBackbone:
      return trainHead(run);
    case LearningMode::Baseline:
      return trainBaseline(run);
    case LearningMode::FineTuning:
    case LearningMode::FromScratch:
    case LearningMode::PreTraining:
      break;
  }
  return trainNetwork(run);
}

}  // namespace

Result<RunResult> trainClassifier(const RunInput& input,
                                  const TrainingRequest& asked,
                                  const std::filesystem::path& runFolder,
                                  const RunObserver& observer,
                                  const WorkContext& work) {
  auto started = startedRequest(asked, runFolder);
  if (!started) {
    return started.error();
  }
  auto& [request, resumeFolder] = *started;
  const auto dataset = classificationDataset(input.document);
  const auto warnings = checkSamples(dataset);
  if (!warnings) {
    return warnings.error();
  }
  if (resumeFolder.empty()) {
    request.recipe = recipeWithMarks(request.recipe, input.marked, dataset.classes);
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
  if (const auto written = labeling::writeFileAtomically(
          RunFiles{runFolder}.request(), toJson(resolved(request, *choices)) + "\n");
      !written) {
    return written.error();
  }
  const bool hasTest = !samplesOf(dataset.samples, Split::Test).empty();
  const Run run{input,        dataset,  *choices, runFolder,
                resumeFolder, observer, work,     hasTest ? Split::Test : Split::Val};
  const auto learned = learn(run);
  if (!learned) {
    return learned.error();
  }
  return finish(run, *learned);
}

}  // namespace touchstone::training
