#pragma once

#include "training/networks/network.h"
#include "training/weights/safetensors.h"

#include <map>
#include <string>
#include <vector>

namespace touchstone::training {

/// What was done with the tensors of a weight file.
struct LoadReport {
  std::vector<std::string> taken;
  std::vector<std::string> skipped;  ///< in the file but not in the network
  std::vector<std::string> missing;  ///< in the network but not in the file
  bool newHead = false;              ///< the file's head has another number of classes
};

/// Returns all parameters and buffers under torchvision's names: the tensors themselves.
[[nodiscard]] std::map<std::string, torch::Tensor> tensorsOf(const torch::nn::Module& network);

/// Returns copies of all parameters and buffers under torchvision's names.
[[nodiscard]] WeightFile stateDictOf(const torch::nn::Module& network);

/// Returns a copy of a tensor's values (float or integer).
[[nodiscard]] TensorData dataOf(const torch::Tensor& tensor);
/// Returns a tensor with a copy of the values.
[[nodiscard]] torch::Tensor tensorOf(const TensorData& data);

/// Copies the file's tensors of those names into `targets`. Returns the names that the file does
/// not have, all of statistics that a network can do without. Errors: another one is missing, or
/// has another shape; `name` is how the sentence calls the file.
Result<std::vector<std::string>> loadTensors(const std::map<std::string, torch::Tensor>& targets,
                                             const WeightFile& weights,
                                             const std::filesystem::path& name);

/// Copies the file's tensors into the network. The head is left as it is when the number of classes
/// differs. Errors: a tensor of the body is missing or has another shape; `name` is how the
/// sentence calls the file.
Result<LoadReport> loadStateDict(Network& network,
                                 const WeightFile& weights,
                                 const std::filesystem::path& name);

}  // namespace touchstone::training
