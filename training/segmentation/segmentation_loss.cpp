#include "training/segmentation/segmentation_loss.h"

namespace touchstone::training {

namespace {

torch::Tensor crossEntropy(const torch::Tensor& logScores,
                           const torch::Tensor& known,
                           const torch::Tensor& pixelWeights) {
  const auto own = logScores.gather(1, known.unsqueeze(1)).squeeze(1);
  return -(own * pixelWeights).sum() / pixelWeights.sum().clamp_min(1e-12);
}

torch::Tensor diceLoss(const torch::Tensor& scores,
                       const torch::Tensor& known,
                       const torch::Tensor& counts) {
  const auto truth =
      torch::zeros_like(scores).scatter_(1, known.unsqueeze(1), 1) * counts.unsqueeze(1);
  const auto given = scores * counts.unsqueeze(1);
  const auto ofClass = truth.sum({0, 2, 3});
  const auto coefficient =
      2 * (given * truth).sum({0, 2, 3}) / (given.sum({0, 2, 3}) + ofClass).clamp_min(1e-12);
  const auto occurs = (ofClass > 0).to(scores.scalar_type());
  return ((1 - coefficient) * occurs).sum() / occurs.sum().clamp_min(1);
}

}  // namespace

torch::Tensor segmentationLoss(const torch::Tensor& logits,
                               const torch::Tensor& labels,
                               const torch::Tensor& weights,
                               const SegmentationLossOptions& options) {
  const auto counts = (labels != voidLabel).to(logits.scalar_type());
  const auto known = labels.masked_fill(labels == voidLabel, 0);
  const auto logScores = logits.log_softmax(1);
  auto pixelWeights = weights.defined() ? weights * counts : counts;
  if (options.classWeights.defined()) {
    pixelWeights = pixelWeights * options.classWeights.index({known});
  }
  auto loss = (1 - options.diceShare) * crossEntropy(logScores, known, pixelWeights);
  if (options.diceShare > 0) {
    loss = loss + options.diceShare * diceLoss(logScores.exp(), known, counts);
  }
  return loss;
}

}  // namespace touchstone::training
