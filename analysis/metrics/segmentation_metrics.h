#pragma once

#include "analysis/matrix.h"

#include <opencv2/core.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace touchstone::analysis {

/// The figures of one class. One that occurs neither in the truth nor in the prediction is absent:
/// it has none, and no part in a mean.
struct SegmentationClass {
  std::optional<double> iou;        ///< intersection over union
  std::optional<double> dice;       ///< 2 · intersection / (truth + prediction)
  std::optional<double> recall;     ///< share of its pixels that are found; absent without any
  std::optional<double> boundaryF;  ///< see boundaryScore; mean over the images where it occurs
  std::int64_t pixels = 0;          ///< of the truth
  std::int64_t predicted = 0;
};

struct SegmentationMetrics {
  std::optional<double> pixelAccuracy;  ///< nothing when no pixel counts
  std::optional<double> meanIou;
  std::optional<double> meanDice;
  std::optional<double> meanRecall;
  std::optional<double> meanBoundaryF;
  Matrix<std::int64_t> confusion;  ///< K × K pixels, row truth, column prediction
  std::vector<SegmentationClass> perClass;
};

/// Compares predicted classes of pixels with the true ones, image by image.
class SegmentationMeter {
public:
  explicit SegmentationMeter(std::size_t classes);

  /// Adds an image and returns its own figures. Pixels whose truth is not in 0 … K - 1 (255: void)
  /// do not count; predictions lie in 0 … K - 1, and both have one size.
  SegmentationMetrics add(const cv::Mat1b& truth, const cv::Mat1b& predicted);

  /// Returns the figures of all images together.
  [[nodiscard]] SegmentationMetrics total() const;

private:
  struct Mean {
    double sum = 0;
    double count = 0;
  };

  Matrix<std::int64_t> confusion_;
  std::vector<Mean> boundaries_;  ///< of each class
};

}  // namespace touchstone::analysis
