#pragma once

#include "formula_weights.h"
#include "training/weights/state_dict.h"

#include <torch/types.h>

#include <cmath>
#include <string>
#include <vector>

/// Inputs that golden/training/make_detection.py makes by the same formulas.
namespace formula {

inline nlohmann::json detectionGolden() {
  std::ifstream file(std::string(GOLDEN_FOLDER) + "/training/detection.json");
  return nlohmann::json::parse(file);
}

/// noise() from number `start` on.
inline torch::Tensor numbers(std::size_t start, const std::vector<std::int64_t>& shape) {
  auto tensor = torch::empty(shape, torch::kFloat);
  for (std::int64_t i = 0; i < tensor.numel(); ++i) {
    tensor.data_ptr<float>()[i] = static_cast<float>(noise(start + static_cast<std::size_t>(i)));
  }
  return tensor;
}

inline torch::Tensor boxes(
    std::size_t start, std::int64_t count, double width, double height, double smallest) {
  auto tensor = torch::empty({count, 4}, torch::kFloat);
  const double extent[] = {width, height};
  for (std::int64_t i = 0; i < count; ++i) {
    for (std::int64_t axis = 0; axis < 2; ++axis) {
      const auto unit = [&](std::int64_t column) {
        return (noise(start + static_cast<std::size_t>(4 * i + column)) + 1) / 2;
      };
      const double side = smallest + unit(axis + 2) * unit(axis + 2) * extent[axis] * 0.7;
      const double corner = unit(axis) * extent[axis] - 0.2 * side;
      tensor[i][axis] = static_cast<float>(corner);
      tensor[i][axis + 2] = static_cast<float>(corner + side);
    }
  }
  return tensor;
}

/// Fills a detector as fill_detector() in golden/training/make_detection.py does.
inline touchstone::training::WeightFile weightsFor(const torch::nn::Module& detector) {
  nlohmann::json shapes;
  for (const auto& [name, tensor] : touchstone::training::tensorsOf(detector)) {
    shapes[name] = tensor.sizes().vec();
  }
  auto weights = filled(shapes);
  for (auto& [name, tensor] : weights.tensors) {
    if (name.find("layer_blocks") != std::string::npos ||
        name.find("bbox_pred") != std::string::npos) {
      for (float& value : std::get<std::vector<float>>(tensor.values)) {
        value *= 0.25F;
      }
    }
  }
  return weights;
}

inline torch::Tensor tensorFrom(const nlohmann::json& values) {
  return torch::tensor(values.get<std::vector<double>>(), torch::kDouble);
}

/// Returns the largest difference, infinite when the sizes differ.
inline double difference(const torch::Tensor& a, const torch::Tensor& b) {
  if (a.numel() != b.numel()) {
    return std::numeric_limits<double>::infinity();
  }
  return a.numel() == 0
             ? 0
             : (a.detach().flatten().to(torch::kDouble) - b.detach().flatten().to(torch::kDouble))
                   .abs()
                   .max()
                   .item<double>();
}

}  // namespace formula
