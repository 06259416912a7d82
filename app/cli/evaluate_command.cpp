#include "analysis/report/evaluation_report.h"
#include "app/cli/commands.h"
#include "app/cli/evaluate_files_command.h"
#include "app/cli/open_project.h"
#include "app/cli/prepared_project.h"
#include "app/cli/terminal.h"
#include "training/runs/evaluation_run.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <iostream>
#include <memory>

namespace touchstone::app {
namespace {

struct EvaluateArguments {
  std::string project;
  std::string run;
  std::string split = "val";
  EvaluateFilesArguments files;
};

void printClassifier(const analysis::EvaluationReport& report) {
  std::printf("accuracy %.4f, macro F1 %.4f, calibration error %.4f\n", report.metrics.accuracy,
              report.metrics.macroF1, report.metrics.calibrationError);
  std::printf("  %-24s %9s %9s %9s %9s\n", "class", "precision", "recall", "F1", "samples");
  for (std::size_t i = 0; i < report.classes.size(); ++i) {
    const analysis::ClassMetrics& metrics = report.metrics.perClass[i];
    std::printf("  %-24s %9.4f %9.4f %9.4f %9ld\n", report.classes[i].c_str(), metrics.precision,
                metrics.recall, metrics.f1, metrics.support);
  }
}

void printDetector(const analysis::EvaluationReport& report) {
  const auto& detection = *report.detection;
  std::printf("AP50 %.4f, AP %.4f, AP75 %.4f\n", detection.numbers.ap50, detection.numbers.ap,
              detection.numbers.ap75);
  std::printf("  %-24s %9s %9s %9s %9s %9s %9s %9s\n", "class", "AP50", "AP", "from score",
              "precision", "recall", "F1", "objects");
  for (std::size_t i = 0; i < report.classes.size(); ++i) {
    const auto& one = detection.perClass[i];
    const analysis::ClassMetrics& metrics = report.metrics.perClass[i];
    std::printf("  %-24s %9.4f %9.4f %9.4f %9.4f %9.4f %9.4f %9ld\n", report.classes[i].c_str(),
                one.numbers.ap50, one.numbers.ap, one.threshold, metrics.precision, metrics.recall,
                metrics.f1, metrics.support);
  }
}

void printSegmenter(const analysis::EvaluationReport& report) {
  for (const auto& [name, value] : report.figures) {
    std::printf("%s %.4f  ", name.c_str(), value);
  }
  std::printf("\n  %-24s %9s %9s %9s %12s\n", "class", "precision", "recall", "Dice", "pixels");
  for (std::size_t i = 0; i < report.classes.size(); ++i) {
    const analysis::ClassMetrics& metrics = report.metrics.perClass[i];
    std::printf("  %-24s %9.4f %9.4f %9.4f %12ld\n", report.classes[i].c_str(), metrics.precision,
                metrics.recall, metrics.f1, metrics.support);
  }
}

void printForPeople(const analysis::EvaluationReport& report) {
  std::printf("Run %s on the %s split: ", report.run.c_str(), report.split.c_str());
  const auto print = report.detection                  ? printDetector
                     : report.figures.contains("dice") ? printSegmenter
                                                       : printClassifier;
  print(report);
}

void evaluateRun(const EvaluateArguments& arguments, Terminal& terminal) {
  const auto split = labeling::splitFromName(arguments.split);
  if (!split || *split == labeling::Split::Unassigned) {
    terminal.fail({ErrorKind::Usage, {}, "'" + arguments.split + "' is not train, val or test."});
    return;
  }
  const auto project = openProject(arguments.project, terminal);
  if (!project) {
    return;
  }
  const auto report = training::evaluateRun(
      runInputOf(*project), project->runFolder(arguments.run), *split,
      [&terminal](const std::string& sentence) { terminal.warn(sentence); }, terminal.work());
  terminal.clearProgress();
  if (!report) {
    terminal.fail(report.error());
    return;
  }
  if (arguments.files.json) {
    std::cout << toJson(*report) << '\n';
  } else {
    printForPeople(*report);
  }
}

/// A run of a project is measured, or one file against another.
void runEvaluate(const EvaluateArguments& arguments, Terminal& terminal) {
  const bool run = !arguments.project.empty() && !arguments.run.empty();
  const bool files = !arguments.files.truth.empty() && !arguments.files.predictions.empty();
  const bool mixed = !arguments.files.truth.empty() || !arguments.files.predictions.empty();
  if (run && !mixed) {
    evaluateRun(arguments, terminal);
  } else if (files && arguments.project.empty()) {
    runEvaluateFiles(arguments.files, terminal);
  } else {
    terminal.fail({ErrorKind::Usage,
                   {},
                   "Name either a project and its --run, or two files with --truth and "
                   "--predictions."});
  }
}

}  // namespace

void addEvaluateCommand(CLI::App& commandLine, Terminal& terminal) {
  auto arguments = std::make_shared<EvaluateArguments>();
  CLI::App* command = commandLine.add_subcommand(
      "evaluate", "Measure a run on a split, or detections in a file against the truth in another");
  command->add_option("project", arguments->project, "Project folder");
  command->add_option("--run", arguments->run, "Run to measure, such as 0001");
  command->add_option("--split", arguments->split, "train, val or test");
  EvaluateFilesArguments& files = arguments->files;
  command->add_option("--truth", files.truth, "COCO instances file");
  command->add_option("--predictions", files.predictions, "Detections in COCO's results format");
  command->add_option("--type", files.type, "bbox (boxes) or segm (masks)")
      ->check(CLI::IsMember({"bbox", "segm"}));
  command->add_flag("--json", files.json, "One JSON object on stdout");
  command->callback([arguments, &terminal] { runEvaluate(*arguments, terminal); });
}

}  // namespace touchstone::app
