#pragma once

#include "analysis/metrics/classification_metrics.h"
#include "labeling/annotation/annotation.h"
#include "labeling/result.h"

#include <optional>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// What a model said of one label of the evaluated split.
struct EvaluatedSample {
  std::string image;  ///< path relative to the project
  std::optional<labeling::AnnotationId> annotation;
  std::string given;
  std::string predicted;
  double confidence = 0;
};

/// The figures of one run on one split: runs/NNNN/evaluation.json.
struct EvaluationReport {
  std::string run;
  std::string split;  ///< "val" or "test"
  std::vector<std::string> classes;
  ClassificationMetrics metrics;
  std::vector<EvaluatedSample> samples;
};

[[nodiscard]] std::string toJson(const EvaluationReport& report);
Result<EvaluationReport> evaluationReportFromJson(const std::string& text);

}  // namespace touchstone::analysis
