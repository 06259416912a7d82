#include "training/detection/boxes.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace touchstone::training {

namespace {

torch::Tensor intersections(const torch::Tensor& boxes, const torch::Tensor& others) {
  const auto left = boxes.unsqueeze(1);
  const auto topLeft = torch::maximum(left.narrow(2, 0, 2), others.narrow(1, 0, 2));
  const auto bottomRight = torch::minimum(left.narrow(2, 2, 2), others.narrow(1, 2, 2));
  const auto sides = (bottomRight - topLeft).clamp_min(0);
  return sides.select(2, 0) * sides.select(2, 1);
}

/// The same numbers as the operations on tensors give, in one pass over the memory: there are tens
/// of thousands of anchors.
torch::Tensor intersectionsOverUnionsOfFloats(const torch::Tensor& boxes,
                                              const torch::Tensor& others) {
  const auto rows = boxes.contiguous();
  const auto sides = others.t().contiguous();
  const auto count = others.size(0);
  auto result = torch::empty({boxes.size(0), count}, boxes.options());
  const float* row = rows.data_ptr<float>();
  const float* x0 = sides.data_ptr<float>();
  const float* y0 = x0 + count;
  const float* x1 = y0 + count;
  const float* y1 = x1 + count;
  float* out = result.data_ptr<float>();
  constexpr std::int64_t rowsPerTask = 1;
  at::parallel_for(0, boxes.size(0), rowsPerTask, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const float* box = row + 4 * i;
      const float area = (box[2] - box[0]) * (box[3] - box[1]);
      for (std::int64_t j = 0; j < count; ++j) {
        const float width = std::max(std::min(box[2], x1[j]) - std::max(box[0], x0[j]), 0.0F);
        const float height = std::max(std::min(box[3], y1[j]) - std::max(box[1], y0[j]), 0.0F);
        const float common = width * height;
        out[i * count + j] = common / (area + (x1[j] - x0[j]) * (y1[j] - y0[j]) - common);
      }
    }
  });
  return result;
}

}  // namespace

torch::Tensor boxAreas(const torch::Tensor& boxes) {
  const auto sides = boxes.narrow(1, 2, 2) - boxes.narrow(1, 0, 2);
  return sides.select(1, 0) * sides.select(1, 1);
}

torch::Tensor intersectionsOverUnions(const torch::Tensor& boxes, const torch::Tensor& others) {
  if (boxes.is_cpu() && boxes.scalar_type() == torch::kFloat) {
    return intersectionsOverUnionsOfFloats(boxes, others);
  }
  const auto common = intersections(boxes, others);
  return common / (boxAreas(boxes).unsqueeze(1) + boxAreas(others) - common);
}

torch::Tensor sharesInside(const torch::Tensor& boxes, const torch::Tensor& regions) {
  if (regions.size(0) == 0) {
    return torch::zeros({boxes.size(0)}, boxes.options());
  }
  return std::get<0>(intersections(boxes, regions).max(1)) / boxAreas(boxes);
}

torch::Tensor clippedTo(const torch::Tensor& boxes, std::int64_t height, std::int64_t width) {
  const auto limit = torch::tensor({width, height, width, height}, boxes.options());
  return torch::minimum(boxes.clamp_min(0), limit);
}

torch::Tensor largerThan(const torch::Tensor& boxes, double side) {
  const auto sides = boxes.narrow(1, 2, 2) - boxes.narrow(1, 0, 2);
  return (sides >= side).all(1).nonzero().squeeze(1);
}

}  // namespace touchstone::training
