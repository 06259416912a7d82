#pragma once

#include "analysis/matrix.h"

#include <span>
#include <vector>

namespace touchstone::analysis {

struct ClassMetrics {
  double precision = 0;  ///< 0 when nothing was predicted as the class
  double recall = 0;     ///< 0 when the class has no sample
  double f1 = 0;
  long support = 0;  ///< samples of the class
};

/// One bin of the reliability curve.
struct CalibrationBin {
  double confidence = 0;  ///< mean of the largest probability
  double accuracy = 0;
  long count = 0;
};

struct ClassificationMetrics {
  double accuracy = 0;
  double loss = 0;              ///< mean cross-entropy, natural logarithm
  double macroF1 = 0;           ///< over the classes that have samples
  double calibrationError = 0;  ///< ECE with equal-width bins (Guo et al. 2017)
  Matrix<long> confusion;       ///< K×K, row given, column predicted
  std::vector<ClassMetrics> perClass;
  std::vector<CalibrationBin> calibration;  ///< 15 bins
};

/// Compares N×K probabilities with labels in 0 … K-1. The prediction is the first largest column.
[[nodiscard]] ClassificationMetrics classificationMetrics(std::span<const int> labels,
                                                          const ProbabilityMatrix& probabilities);

/// Area under the ROC curve of `scores` for `positive`, ties counted half; NaN when one side is
/// empty.
[[nodiscard]] double areaUnderRoc(std::span<const double> scores,
                                  const std::vector<bool>& positive);

}  // namespace touchstone::analysis
