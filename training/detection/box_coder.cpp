#include "training/detection/box_coder.h"

#include <cmath>

namespace touchstone::training {

namespace {

struct Centred {
  torch::Tensor centre;  ///< N×2
  torch::Tensor sides;   ///< N×2
};

Centred centred(const torch::Tensor& boxes) {
  const auto sides = boxes.narrow(1, 2, 2) - boxes.narrow(1, 0, 2);
  return {boxes.narrow(1, 0, 2) + 0.5 * sides, sides};
}

}  // namespace

torch::Tensor BoxCoder::encode(const torch::Tensor& boxes, const torch::Tensor& references) const {
  const auto box = centred(boxes);
  const auto reference = centred(references);
  const auto weight = torch::tensor(c10::ArrayRef<double>(weights), boxes.options());
  const auto shift = (box.centre - reference.centre) / reference.sides;
  return torch::cat({shift, torch::log(box.sides / reference.sides)}, 1) * weight;
}

torch::Tensor BoxCoder::decode(const torch::Tensor& codes, const torch::Tensor& references) const {
  const double largest = std::log(1000.0 / 16);
  const auto weight = torch::tensor(c10::ArrayRef<double>(weights), codes.options());
  const auto code = codes.view({codes.size(0), codes.size(1) / 4, 4}) / weight;
  const auto reference = centred(references);
  const auto centre =
      code.narrow(2, 0, 2) * reference.sides.unsqueeze(1) + reference.centre.unsqueeze(1);
  const auto half =
      0.5 * (code.narrow(2, 2, 2).clamp_max(largest).exp() * reference.sides.unsqueeze(1));
  return torch::cat({centre - half, centre + half}, 2);
}

}  // namespace touchstone::training
