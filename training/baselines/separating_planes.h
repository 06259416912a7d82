#pragma once

#include "labeling/progress.h"
#include "training/baselines/class_scores.h"

#include <memory>

namespace touchstone::training {

/// Linear support vector machines, one for each class against all others; the score is the side of
/// the plane, in margins.
class SeparatingPlanes : public ClassScores {
public:
  /// Learns the planes. Error: cancelled.
  static Result<std::unique_ptr<SeparatingPlanes>> learn(const LabelledDescriptors& train,
                                                         int classes,
                                                         const WorkContext& work);

  /// Returns what addTo() wrote; nullptr when the file does not hold it.
  static std::unique_ptr<SeparatingPlanes> from(const WeightFile& file,
                                                int classes,
                                                std::size_t descriptorLength);

  [[nodiscard]] analysis::Matrix<double> scores(
      const analysis::FeatureMatrix& descriptors) const override;
  void addTo(WeightFile& file) const override;

private:
  explicit SeparatingPlanes(analysis::FeatureMatrix planes) : planes_(std::move(planes)) {}

  analysis::FeatureMatrix planes_;  ///< classes×(D+1), the offset last
};

}  // namespace touchstone::training
