#include "training/detection/balanced_sample.h"

#include <algorithm>

namespace touchstone::training {

namespace {

torch::Tensor sorted(const torch::Tensor& indices) {
  return std::get<0>(indices.sort());
}

torch::Tensor drawn(const torch::Tensor& candidates,
                    std::int64_t count,
                    const DrawingOrder& order) {
  const auto places = order(candidates.numel(), candidates.device()).narrow(0, 0, count);
  return sorted(candidates.index_select(0, places));
}

}  // namespace

torch::Tensor randomOrder(std::int64_t count, torch::Device device) {
  return torch::randperm(count, torch::TensorOptions(torch::kLong).device(device));
}

torch::Tensor BalancedSample::all() const {
  return sorted(torch::cat({objects, background}));
}

BalancedSample balancedSample(const torch::Tensor& labels,
                              const SampleSize& size,
                              const DrawingOrder& order) {
  const auto objects = (labels >= 1).nonzero().squeeze(1);
  const auto background = (labels == 0).nonzero().squeeze(1);
  const auto objectCount =
      std::min(objects.numel(), static_cast<std::int64_t>(size.boxes * size.objects));
  const auto backgroundCount = std::min(background.numel(), size.boxes - objectCount);
  // In this order, so that a fixed generator draws what torchvision draws.
  auto drawnObjects = drawn(objects, objectCount, order);
  return {std::move(drawnObjects), drawn(background, backgroundCount, order)};
}

}  // namespace touchstone::training
