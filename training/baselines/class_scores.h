#pragma once

#include "analysis/matrix.h"
#include "training/weights/safetensors.h"

#include <optional>
#include <string>
#include <vector>

namespace touchstone::training {

/// Descriptors of labelled pictures, a row each.
struct LabelledDescriptors {
  analysis::FeatureMatrix descriptors;
  std::vector<int> labels;  ///< 0 … classes-1
};

/// How well descriptors fit classes, learned from examples.
class ClassScores {
public:
  virtual ~ClassScores() = default;

  /// Returns N×classes scores of N descriptors: the higher, the more alike.
  [[nodiscard]] virtual analysis::Matrix<double> scores(
      const analysis::FeatureMatrix& descriptors) const = 0;

  /// Adds what was learned to a weight file.
  virtual void addTo(WeightFile& file) const = 0;
};

/// Returns the matrix as an array of a weight file, N×D.
[[nodiscard]] TensorData arrayOf(const analysis::FeatureMatrix& matrix);

/// Returns the array of that name; nothing when it is not there or not of N×`columns` floats.
[[nodiscard]] std::optional<analysis::FeatureMatrix> matrixOf(const WeightFile& file,
                                                              const std::string& name,
                                                              std::size_t columns);

}  // namespace touchstone::training
