#include "app/cli/evaluate_files_command.h"

#include "analysis/metrics/coco_results.h"
#include "analysis/report/detection_report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>

namespace touchstone::app {
namespace {

using analysis::CocoClass;
using analysis::DetectionReport;

/// What each of the twelve numbers says, in their order.
constexpr std::array<const char*, 12> meanings{"precision, mean of overlaps 0.50 to 0.95",
                                               "precision at overlap 0.50",
                                               "precision at overlap 0.75",
                                               "precision, objects up to 32 x 32 pixels",
                                               "precision, objects of 32 x 32 to 96 x 96",
                                               "precision, objects from 96 x 96",
                                               "recall with 1 detection an image and class",
                                               "recall with 10",
                                               "recall with 100",
                                               "recall, small objects",
                                               "recall, medium objects",
                                               "recall, large objects"};

/// Prints a number in seven columns; a dash where there is no object to be found.
void printNumber(double value) {
  if (value < 0) {
    std::printf(" %6s", "-");
  } else {
    std::printf(" %6.4f", value);
  }
}

void printClasses(const DetectionReport& report) {
  std::printf("\n%-24s %6s %6s %6s %6s %9s %11s %11s\n", "class", "AP", "AP50", "AP75", "AR100",
              "objects", "detections", "best score");
  for (std::size_t k = 0; k < report.evaluation.perClass.size(); ++k) {
    const CocoClass& one = report.evaluation.perClass[k];
    std::printf("%-24s", one.category.name.c_str());
    for (const double value :
         {one.numbers.ap, one.numbers.ap50, one.numbers.ap75, one.numbers.ar100}) {
      printNumber(value);
    }
    std::printf(" %9zu %11zu     ", one.objects, one.detections);
    printNumber(report.best[k] ? report.best[k]->score : -1);
    std::printf("\n");
  }
}

void printErrors(const analysis::TideErrors& tide) {
  std::printf("\n%-24s %8s %14s\n", "errors at overlap 0.50", "count", "costs AP50");
  for (std::size_t i = 0; i < analysis::tideErrorKinds; ++i) {
    const auto kind = static_cast<analysis::TideErrorKind>(i);
    std::printf("%-24s %8zu %14.4f\n", std::string(nameOf(kind)).c_str(), tide.counts[i],
                tide.cost[i]);
  }
}

void printForPeople(const DetectionReport& report) {
  const auto numbers = analysis::namedNumbers(report.evaluation.numbers);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::printf("%-6s", std::string(numbers[i].first).c_str());
    printNumber(numbers[i].second);
    std::printf("  %s\n", meanings[i]);
  }
  printClasses(report);
  printErrors(report.tide);
}

void warnAll(const std::vector<std::string>& sentences, Terminal& terminal) {
  for (const std::string& sentence : sentences) {
    terminal.warn(sentence);
  }
}

}  // namespace

void runEvaluateFiles(const EvaluateFilesArguments& arguments, Terminal& terminal) {
  const auto kind = arguments.type == nameOf(analysis::OverlapKind::Mask)
                        ? analysis::OverlapKind::Mask
                        : analysis::OverlapKind::Box;
  const auto truth = analysis::readCocoTruth(arguments.truth, kind);
  if (!truth) {
    terminal.fail(truth.error());
    return;
  }
  const auto found = analysis::readCocoDetections(arguments.predictions, truth->truth, kind);
  if (!found) {
    terminal.fail(found.error());
    return;
  }
  warnAll(truth->warnings, terminal);
  warnAll(found->warnings, terminal);
  const auto report =
      analysis::detectionReport(truth->truth, found->detections, kind, terminal.work());
  terminal.clearProgress();
  if (!report) {
    terminal.fail(report.error());
    return;
  }
  if (arguments.json) {
    std::cout << analysis::toJson(*report) << '\n';
  } else {
    printForPeople(*report);
  }
}

}  // namespace touchstone::app
