#pragma once

#include "analysis/metrics/segmentation_metrics.h"
#include "analysis/report/evaluation_report.h"
#include "training/data/segmentation_pictures.h"
#include "training/runs/training_run.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace touchstone::training {

/// What was measured on some pictures.
struct SegmentationFigures {
  analysis::SegmentationMetrics metrics;
  std::optional<double> rand;  ///< the mean foreground-restricted Rand score, where one class is
  double dice = 0;             ///< mean of all classes but background
};

/// Compares what `labelsOf` says of each picture with its labels; nothing when stopped. The first
/// class is background.
std::optional<SegmentationFigures> measureSegmentation(
    const SegmentationPictures& pictures,
    std::size_t classes,
    const std::stop_token& stop,
    const std::function<cv::Mat1b(const cv::Mat& picture)>& labelsOf);

/// Returns the report of an evaluation: which pixels were taken for which class.
[[nodiscard]] analysis::EvaluationReport evaluationOf(const SegmentationFigures& figures,
                                                      const std::vector<std::string>& classes);
/// Returns the figures of each class that RunResult lists.
[[nodiscard]] std::vector<ClassFigures> perClassOf(const SegmentationFigures& figures,
                                                   const std::vector<std::string>& classes);

}  // namespace touchstone::training
