#pragma once

#include "labeling/progress.h"
#include "training/baselines/baselines.h"
#include "training/baselines/class_scores.h"
#include "training/networks/picture_classifier.h"

#include <memory>

namespace touchstone::training {

/// A classical way to classify pictures that has learned: descriptors, scores of them, and how sure
/// a score makes.
class BaselineClassifier : public PictureClassifier {
public:
  /// Learns from `train`, and from `val` how sure it may be: the factor of the scores before the
  /// softmax that makes these labels most probable. Error: cancelled.
  static Result<BaselineClassifier> learn(const Baseline& baseline,
                                          int classes,
                                          LabelledDescriptors train,
                                          const LabelledDescriptors& val,
                                          const WorkContext& work);

  /// Errors: the weights are not those of such a classifier; `name` names them.
  static Result<BaselineClassifier> fromWeights(const Baseline& baseline,
                                                int classes,
                                                const WeightFile& weights,
                                                const std::filesystem::path& name);
  [[nodiscard]] WeightFile weights() const;

  /// Returns N×classes probabilities of N descriptors.
  [[nodiscard]] analysis::ProbabilityMatrix probabilities(
      const analysis::FeatureMatrix& descriptors) const;

  [[nodiscard]] analysis::ProbabilityMatrix probabilities(std::span<const std::uint8_t> pictures,
                                                          int size,
                                                          bool mirrored) const override;

private:
  BaselineClassifier(const Baseline& baseline, std::unique_ptr<ClassScores> scores)
      : kind_(baseline.kind), scores_(std::move(scores)) {}

  BaselineKind kind_;
  std::unique_ptr<ClassScores> scores_;
  double scale_ = 1;
};

}  // namespace touchstone::training
