#pragma once

#include "analysis/metrics/answer_threshold.h"
#include "analysis/metrics/classification_metrics.h"
#include "analysis/metrics/coco_evaluation.h"
#include "analysis/metrics/precision_recall.h"
#include "analysis/metrics/tide_errors.h"
#include "labeling/annotation/annotation.h"
#include "labeling/result.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// What a model said of one label of the evaluated split, or of one object that it found.
struct EvaluatedSample {
  std::string image;  ///< path relative to the project
  std::optional<labeling::AnnotationId> annotation;
  std::string given;      ///< empty: nothing is labelled where the model finds an object
  std::string predicted;  ///< empty: the model finds nothing where an object is labelled
  double confidence = 0;
  std::optional<labeling::Box> box = {};  ///< that a detector found
};

/// What a detector is measured by, besides what every model is.
struct DetectionFigures {
  struct OfClass {
    CocoNumbers numbers;
    double threshold = 0.5;  ///< the score from which on its detections count in the report
    std::vector<PrecisionRecallPoint> curve;  ///< thinned out to what a chart can show
  };
  CocoNumbers numbers;
  std::vector<OfClass> perClass;
  std::array<double, tideErrorKinds> cost{};  ///< average precision that each kind of error costs
};

/// The figures of one run on one split: runs/NNNN/evaluation.json.
struct EvaluationReport {
  std::string run;
  std::string split;  ///< "val" or "test"
  std::vector<std::string> classes;
  /// By the names that runs list them: "accuracy", "AP50", "dice" …
  std::map<std::string, double> figures;
  /// What only classifiers are measured by is NaN for others. Of a detector, the confusion matrix
  /// has one row and column more, of objects that are not labelled and not found; of a segmenter it
  /// counts pixels.
  ClassificationMetrics metrics;
  std::vector<EvaluatedSample> samples;  ///< none of a segmenter
  std::optional<DetectionFigures> detection;
};

/// Returns the class of a row or column of the confusion matrix; empty: none.
[[nodiscard]] std::string classAt(const EvaluationReport& report, std::size_t position);

/// Returns the answers of a classifier, to find the confidence from which on they can be trusted.
[[nodiscard]] std::vector<JudgedAnswer> judgedAnswers(const EvaluationReport& report);

[[nodiscard]] std::string toJson(const EvaluationReport& report);
Result<EvaluationReport> evaluationReportFromJson(const std::string& text);

}  // namespace touchstone::analysis
