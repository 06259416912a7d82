#pragma once

#include "training/data/feature_extraction.h"
#include "training/runs/learner.h"

#include <memory>
#include <vector>

namespace touchstone::training {

/// What a linear head learns from: features of a frozen backbone.
struct HeadData {
  analysis::FeatureMatrix train;
  std::vector<int> trainLabels;
  analysis::FeatureMatrix val;
  int classes = 0;
  std::uint64_t seed = 1;
  std::vector<float> classWeights;  ///< how much a sample of each class counts; empty: all alike
};

/// A linear classifier on features, trained with AdamW. bestWeights() is the backbone's state dict
/// with this head.
class HeadLearner : public ClassificationLearner {
public:
  HeadLearner(HeadData data, const Backbone& backbone, WeightFile backboneWeights);
  ~HeadLearner() override;

  std::optional<double> trainEpoch(const Epoch& epoch, const std::stop_token& stop) override;
  std::optional<analysis::ProbabilityMatrix> validate(const std::stop_token& stop) override;
  void keepAsBest() override;
  [[nodiscard]] WeightFile bestWeights() const override;
  [[nodiscard]] WeightFile state() const override;
  [[nodiscard]] bool stateHasBest() const override { return true; }
  Status restore(const WeightFile& state, const WeightFile& best) override;

  /// Returns the best head's probabilities for other features.
  [[nodiscard]] analysis::ProbabilityMatrix probabilities(
      const analysis::FeatureMatrix& features) const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace touchstone::training
