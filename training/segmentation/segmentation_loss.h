#pragma once

#include "training/segmentation/void_label.h"

#include <torch/types.h>

namespace touchstone::training {

/// How wrong an answer is.
struct SegmentationLossOptions {
  double diceShare = 0.5;      ///< of the Dice loss; the rest is cross-entropy
  torch::Tensor classWeights;  ///< how much a pixel of each class counts; undefined: all alike
};

/// Returns the mean cross-entropy and 1 - the mean soft Dice coefficient (Milletari et al. 2016,
/// with plain sums) of N×K×H×W logits, as a weighted sum. `labels` is N×H×W; `weights`, N×H×W or
/// undefined, says how much each pixel counts in the cross-entropy. Classes without a pixel in
/// `labels` are not part of the Dice coefficient. Void pixels count nowhere; 0 when all are void.
[[nodiscard]] torch::Tensor segmentationLoss(const torch::Tensor& logits,
                                             const torch::Tensor& labels,
                                             const torch::Tensor& weights,
                                             const SegmentationLossOptions& options);

}  // namespace touchstone::training
