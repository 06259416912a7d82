#include "analysis/report/object_evaluation.h"

#include "analysis/metrics/detection_confusion.h"
#include "analysis/report/detection_report.h"

#include <algorithm>
#include <limits>

namespace touchstone::analysis {
namespace {

constexpr double usualThreshold = 0.5;

/// Returns at most about a hundred points of a curve, the first and the last among them.
std::vector<PrecisionRecallPoint> thinned(const std::vector<PrecisionRecallPoint>& points) {
  constexpr std::size_t shown = 100;
  const std::size_t step = std::max<std::size_t>(1, points.size() / shown);
  std::vector<PrecisionRecallPoint> kept;
  for (std::size_t i = 0; i < points.size(); i += step) {
    kept.push_back(points[i]);
  }
  if (!points.empty() && (points.size() - 1) % step != 0) {
    kept.push_back(points.back());
  }
  return kept;
}

DetectionFigures figuresOf(const DetectionReport& report) {
  DetectionFigures figures;
  figures.numbers = report.evaluation.numbers;
  for (std::size_t k = 0; k < report.curves.size(); ++k) {
    const auto& best = report.best[k];
    figures.perClass.push_back({.numbers = report.evaluation.perClass[k].numbers,
                                .threshold = best ? best->score : usualThreshold,
                                .curve = thinned(report.curves[k].points)});
  }
  figures.cost = report.tide.cost;
  return figures;
}

double quotient(long part, long whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

/// Returns the figures of a confusion matrix whose last row and column are of no object.
ClassificationMetrics metricsOf(const Matrix<long>& confusion) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  ClassificationMetrics metrics{.accuracy = none,
                                .loss = none,
                                .macroF1 = 0,
                                .calibrationError = none,
                                .confusion = confusion,
                                .perClass = {},
                                .calibration = {}};
  long known = 0;
  for (std::size_t k = 0; k + 1 < confusion.rows; ++k) {
    ClassMetrics one;
    long predicted = 0;
    for (std::size_t other = 0; other < confusion.rows; ++other) {
      one.support += confusion(k, other);
      predicted += confusion(other, k);
    }
    one.precision = quotient(confusion(k, k), predicted);
    one.recall = quotient(confusion(k, k), one.support);
    one.f1 =
        PrecisionRecallPoint{.score = 0, .precision = one.precision, .recall = one.recall}.f1();
    known += one.support > 0 ? 1 : 0;
    metrics.macroF1 += one.support > 0 ? one.f1 : 0;
    metrics.perClass.push_back(one);
  }
  metrics.macroF1 = known > 0 ? metrics.macroF1 / static_cast<double>(known) : 0;
  return metrics;
}

}  // namespace

Result<EvaluationReport> evaluateObjects(const EvaluatedObjects& objects,
                                         std::span<const Detection> detections,
                                         const WorkContext& work) {
  const DetectionTruth& truth = objects.truth;
  require(objects.images.size() == truth.images.size(), "one path an image");
  require(objects.annotations.size() == truth.objects.size(), "one annotation an object");
  const auto measured = detectionReport(truth, detections, OverlapKind::Box, work);
  if (!measured) {
    return measured.error();
  }
  EvaluationReport report;
  for (const ObjectCategory& category : truth.categories) {
    report.classes.push_back(category.name);
  }
  report.detection = figuresOf(*measured);
  const CocoNumbers& numbers = report.detection->numbers;
  report.figures = {{"AP", numbers.ap}, {"AP50", numbers.ap50}, {"AP75", numbers.ap75}};
  std::vector<Detection> counted;
  std::copy_if(detections.begin(), detections.end(), std::back_inserter(counted),
               [&](const Detection& detection) {
                 return detection.score >= report.detection->perClass[detection.category].threshold;
               });
  const auto confusion = detectionConfusion(truth, counted, OverlapKind::Box,
                                            {.overlap = 0.5, .score = 0, .mostDetections = 100});
  report.metrics = metricsOf(confusion.counts);
  for (const ConfusionEntry& entry : confusion.entries) {
    EvaluatedSample& sample = report.samples.emplace_back();
    sample.image = objects.images[entry.image];
    sample.given = classAt(report, entry.given);
    sample.predicted = classAt(report, entry.predicted);
    if (entry.object) {
      sample.annotation = objects.annotations[*entry.object];
    }
    if (entry.detection) {
      sample.confidence = counted[*entry.detection].score;
      sample.box = boxOf(counted[*entry.detection].box);
    }
  }
  return report;
}

}  // namespace touchstone::analysis
