#pragma once

#include "training/baselines/class_scores.h"

#include <memory>

namespace touchstone::training {

/// Finds the most similar example of each class; the score is minus the squared distance to it.
class NearestExample : public ClassScores {
public:
  NearestExample(LabelledDescriptors examples, int classes)
      : examples_(std::move(examples)), classes_(static_cast<std::size_t>(classes)) {}

  /// Returns what addTo() wrote; nullptr when the file does not hold it.
  static std::unique_ptr<NearestExample> from(const WeightFile& file,
                                              int classes,
                                              std::size_t descriptorLength);

  [[nodiscard]] analysis::Matrix<double> scores(
      const analysis::FeatureMatrix& descriptors) const override;
  void addTo(WeightFile& file) const override;

private:
  LabelledDescriptors examples_;
  std::size_t classes_;
};

}  // namespace touchstone::training
