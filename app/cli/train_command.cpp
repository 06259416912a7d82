#include "app/cli/commands.h"
#include "app/cli/open_project.h"
#include "app/cli/prepared_project.h"
#include "app/cli/terminal.h"
#include "labeling/augmentation/recipe_json.h"
#include "labeling/project/iteration.h"
#include "labeling/project/main_figure.h"
#include "training/runs/training_run.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>

namespace touchstone::app {
namespace {

using nlohmann::json;

struct TrainArguments {
  std::string project;
  std::string model;
  std::string augment;
  training::TrainingRequest request;
  bool json = false;
};

void printLine(const json& line) {
  std::cout << line.dump() << std::endl;
}

training::RunObserver observerFor(const TrainArguments& arguments, Terminal& terminal) {
  training::RunObserver observer;
  observer.planned = [&](const training::TrainingPlan& plan) {
    if (arguments.json) {
      printLine({{"event", "plan"},
                 {"sentence", plan.sentence},
                 {"backbone", plan.backbone},
                 {"images", plan.images},
                 {"samples", plan.samples},
                 {"classes", plan.classes},
                 {"epochs", plan.epochs},
                 {"size", plan.size},
                 {"seconds", plan.seconds}});
    } else {
      terminal.note(plan.sentence);
    }
  };
  observer.epochDone = [&](const training::EpochReport& report) {
    if (arguments.json) {
      printLine({{"event", "epoch"},
                 {"epoch", report.epoch},
                 {"loss", report.trainLoss},
                 {"metrics", {{"loss", report.loss}, {"accuracy", report.accuracy}}},
                 {"secondsLeft", report.secondsLeft}});
      return;
    }
    terminal.showProgress({.stage = "Epoch " + std::to_string(report.epoch) + ", accuracy " +
                                    std::to_string(report.accuracy).substr(0, 5),
                           .done = static_cast<double>(report.epoch),
                           .total = static_cast<double>(report.epochs),
                           .secondsLeft = report.secondsLeft});
  };
  observer.warned = [&](const std::string& sentence) { terminal.warn(sentence); };
  return observer;
}

json perClassJson(const std::vector<training::ClassFigures>& rows) {
  json result = json::array();
  for (const training::ClassFigures& row : rows) {
    json figures{{"class", row.name}};
    for (const auto& [name, value] : row.figures) {
      figures[name] = value;
    }
    result.push_back(std::move(figures));
  }
  return result;
}

/// Prints a line for each class: "  RBC            AP50 0.8600  AP 0.6012  objects 967".
void printPerClass(const std::vector<training::ClassFigures>& rows) {
  for (const training::ClassFigures& row : rows) {
    std::printf("  %-20s", row.name.c_str());
    for (const auto& [name, value] : row.figures) {
      std::printf(value == std::floor(value) && value > 1 ? "  %s %.0f" : "  %s %.4f", name.c_str(),
                  value);
    }
    std::printf("\n");
  }
}

/// Stores a run and returns the number of the iteration that it ends; null for a baseline, which is
/// there to compare with.
Result<json> recordRun(labeling::Project& project,
                       const labeling::RunRecord& run,
                       const training::RunResult& trained) {
  if (trained.baseline) {
    return project.updateRun(run).transform([](Nothing) { return json(nullptr); });
  }
  return labeling::finishIteration(project, run, trained.split)
      .transform([](const labeling::IterationRecord& iteration) { return json(iteration.number); });
}

/// Returns the recipe of a preset or a file.
Result<labeling::AugmentationRecipe> recipeOf(const std::string& wanted) {
  if (auto preset = labeling::augmentationPreset(wanted)) {
    return *std::move(preset);
  }
  return labeling::readRecipe(wanted);
}

/// Trains into a new run, or on in the run that is resumed, and records what came of it.
void runTrain(const TrainArguments& arguments, Terminal& terminal) {
  const auto project = openProject(arguments.project, terminal);
  if (!project) {
    return;
  }
  if (const Status ready = prepareForTraining(*project, terminal.work()); !ready) {
    terminal.fail(ready.error());
    return;
  }
  training::TrainingRequest request = arguments.request;
  for (const labeling::RunRecord& earlier : project->runs()) {
    request.task = earlier.name == request.resume ? earlier.task : request.task;
  }
  auto run = project->newRun(request.task, toJson(request));
  if (!run) {
    terminal.fail(run.error());
    return;
  }
  auto observer = observerFor(arguments, terminal);
  observer.planned = [&, say = observer.planned](const training::TrainingPlan& plan) {
    json asked = json::parse(run->request);
    asked["images"] = plan.images;
    run->request = asked.dump();
    say(plan);
  };
  run->labelHash = labelHashOf(project->document());
  const auto trained = training::train(runInputOf(*project), request, project->runFolder(run->name),
                                       observer, terminal.work());
  terminal.clearProgress();
  if (!trained) {
    run->state = trained.error().kind == ErrorKind::Cancelled ? "cancelled" : "failed";
    if (const Status stored = project->updateRun(*run); !stored) {
      terminal.warn(stored.error().message);
    }
    if (arguments.json) {
      printLine({{"event", "failed"}, {"run", run->name}, {"message", trained.error().message}});
    }
    terminal.fail(trained.error());
    return;
  }
  run->state = trained->cancelled ? "cancelled" : "done";
  run->model = trained->backbone;
  run->metrics = trained->metrics;
  run->seconds = trained->seconds;
  const auto iteration = recordRun(*project, *run, *trained);
  if (!iteration) {
    terminal.fail(iteration.error());
    return;
  }
  if (arguments.json) {
    printLine({{"event", "done"},
               {"run", run->name},
               {"task", request.task},
               {"metrics", trained->metrics},
               {"perClass", perClassJson(trained->perClass)},
               {"split", trained->split},
               {"iteration", *iteration},
               {"seconds", trained->seconds},
               {"weights", trained->weights.string()}});
  } else {
    const auto figure = labeling::mainFigure(trained->metrics).value_or(labeling::MainFigure{});
    std::printf("Run %s: %s %.4f on the %s split after %s\n", run->name.c_str(),
                figure.name.c_str(), figure.value, trained->split.c_str(),
                durationText(trained->seconds).c_str());
    printPerClass(trained->perClass);
  }
  if (trained->cancelled) {
    terminal.note("Cancelled; the best checkpoint so far is in " + trained->weights.string());
    terminal.setExitCode(ExitCode::Cancelled);
  }
}

}  // namespace

void addTrainCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<TrainArguments>();
  training::TrainingRequest& request = arguments->request;
  CLI::App* command = commandLine.add_subcommand("train", "Train a model on the labels");
  command->add_option("project", arguments->project, "Project folder")->required();
  command->add_option("--task", request.task, "What to learn")
      ->check(CLI::IsMember({"classify", "detect", "segment", "embed"}));
  command->add_option("--model", arguments->model,
                      "A backbone, or without a network: pixel-match, colour-histogram, filters, "
                      "svm");
  command->add_option("--backbone", request.backbone, "A name of 'backbones list' or a file");
  command->add_option("--preset", request.preset, "How much time to spend")
      ->check(CLI::IsMember({"fast", "balanced", "thorough"}));
  command->add_option("--epochs", request.epochs, "Passes over the data")
      ->check(CLI::Range(1, 100000));
  command->add_option("--size", request.size, "Side of the network's input in pixels")
      ->check(CLI::Range(32, 2048));
  command->add_option("--freeze", request.freeze, "Stages that keep their weights")
      ->check(CLI::Range(0, 100));
  command->add_flag("--mirrored", request.mirrored,
                    "Judge each picture together with its mirror image");
  command->add_flag("--from-scratch", request.fromScratch,
                    "Start from random weights even where pre-trained ones are known");
  command->add_option("--learning-rate", request.learningRate, "Highest learning rate")
      ->check(CLI::PositiveNumber);
  command->add_flag("--find-learning-rate", request.findLearningRate,
                    "Try learning rates on a few batches first and take the best");
  command->add_option("--augment", arguments->augment,
                      "Change training pictures more: none, light, medium, strong, or a JSON file "
                      "with a strength for each kind");
  command->add_option("--mix", request.mixing, "Mix pictures and their labels in pairs")
      ->check(CLI::IsMember({"none", "mixup", "cutmix"}));
  command->add_option("--device", request.device, "Where to compute")
      ->check(CLI::IsMember({"cpu", "cuda", "auto"}));
  command->add_option("--seed", request.seed, "Same seed, same weights");
  command->add_option("--resume", request.resume, "Run to go on with");
  command->add_flag("--json", arguments->json, "JSON lines on stdout");
  command->callback([arguments, &terminal] {
    if (arguments->request.backbone.empty()) {
      arguments->request.backbone = arguments->model;
    }
    if (!arguments->augment.empty()) {
      auto recipe = recipeOf(arguments->augment);
      if (!recipe) {
        terminal.fail(recipe.error());
        return;
      }
      arguments->request.recipe = *std::move(recipe);
    }
    runTrain(*arguments, terminal);
  });
}

}  // namespace touchstone::app
