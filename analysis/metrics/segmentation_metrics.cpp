#include "analysis/metrics/segmentation_metrics.h"

#include "analysis/metrics/boundary_score.h"
#include "labeling/result.h"

#include <numeric>

namespace touchstone::analysis {
namespace {

Matrix<std::int64_t> confusionOf(const cv::Mat1b& truth,
                                 const cv::Mat1b& predicted,
                                 std::size_t classes) {
  Matrix<std::int64_t> confusion(classes, classes);
  for (int y = 0; y < truth.rows; ++y) {
    const std::uint8_t* there = truth.ptr(y);
    const std::uint8_t* found = predicted.ptr(y);
    for (int x = 0; x < truth.cols; ++x) {
      if (there[x] < classes) {
        require(found[x] < classes, "predicted classes lie in 0 … K-1");
        confusion(there[x], found[x]) += 1;
      }
    }
  }
  return confusion;
}

std::optional<double> ratio(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? std::optional(static_cast<double>(part) / static_cast<double>(whole))
                   : std::nullopt;
}

/// Returns the mean over the classes that have the figure.
std::optional<double> meanOf(const std::vector<SegmentationClass>& classes,
                             std::optional<double> SegmentationClass::*figure) {
  double sum = 0;
  double count = 0;
  for (const SegmentationClass& one : classes) {
    sum += (one.*figure).value_or(0);
    count += one.*figure ? 1 : 0;
  }
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

/// Returns the figures that follow from the pixels of each pair of classes.
SegmentationMetrics metricsOf(Matrix<std::int64_t> confusion) {
  SegmentationMetrics metrics;
  std::int64_t right = 0;
  std::int64_t all = 0;
  for (std::size_t k = 0; k < confusion.rows; ++k) {
    SegmentationClass one;
    const auto row = confusion.row(k);
    one.pixels = std::accumulate(row.begin(), row.end(), std::int64_t{0});
    for (std::size_t i = 0; i < confusion.rows; ++i) {
      one.predicted += confusion(i, k);
    }
    const std::int64_t both = confusion(k, k);
    one.iou = ratio(both, one.pixels + one.predicted - both);
    one.dice = ratio(2 * both, one.pixels + one.predicted);
    one.recall = ratio(both, one.pixels);
    right += both;
    all += one.pixels;
    metrics.perClass.push_back(one);
  }
  metrics.pixelAccuracy = ratio(right, all);
  metrics.meanIou = meanOf(metrics.perClass, &SegmentationClass::iou);
  metrics.meanDice = meanOf(metrics.perClass, &SegmentationClass::dice);
  metrics.meanRecall = meanOf(metrics.perClass, &SegmentationClass::recall);
  metrics.confusion = std::move(confusion);
  return metrics;
}

}  // namespace

SegmentationMeter::SegmentationMeter(std::size_t classes)
    : confusion_(classes, classes), boundaries_(classes) {}

SegmentationMetrics SegmentationMeter::add(const cv::Mat1b& truth, const cv::Mat1b& predicted) {
  require(truth.size() == predicted.size(), "truth and prediction have one size");
  SegmentationMetrics metrics = metricsOf(confusionOf(truth, predicted, boundaries_.size()));
  for (std::size_t k = 0; k < boundaries_.size(); ++k) {
    SegmentationClass& one = metrics.perClass[k];
    if (one.pixels + one.predicted > 0) {
      one.boundaryF = boundaryScore(truth, predicted, static_cast<std::uint8_t>(k),
                                    static_cast<int>(boundaries_.size()));
      boundaries_[k].sum += *one.boundaryF;
      boundaries_[k].count += 1;
    }
  }
  metrics.meanBoundaryF = meanOf(metrics.perClass, &SegmentationClass::boundaryF);
  for (std::size_t i = 0; i < confusion_.values.size(); ++i) {
    confusion_.values[i] += metrics.confusion.values[i];
  }
  return metrics;
}

SegmentationMetrics SegmentationMeter::total() const {
  SegmentationMetrics metrics = metricsOf(confusion_);
  for (std::size_t k = 0; k < boundaries_.size(); ++k) {
    if (boundaries_[k].count > 0) {
      metrics.perClass[k].boundaryF = boundaries_[k].sum / boundaries_[k].count;
    }
  }
  metrics.meanBoundaryF = meanOf(metrics.perClass, &SegmentationClass::boundaryF);
  return metrics;
}

}  // namespace touchstone::analysis
