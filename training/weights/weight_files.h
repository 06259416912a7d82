#pragma once

#include "labeling/progress.h"
#include "training/networks/backbones.h"
#include "training/weights/safetensors.h"

#include <filesystem>
#include <string>
#include <vector>

namespace touchstone::training {

/// Returns the network that the tensors belong to, by their names and shapes; the head may have any
/// number of classes. Errors: no network of ours has such tensors; `name` is how the sentence calls
/// the file.
Result<const Backbone*> recogniseBackbone(const WeightFile& weights,
                                          const std::filesystem::path& name);

/// What a network takes from a weight file.
struct TensorUse {
  std::size_t taken = 0;
  std::vector<std::string> skipped;  ///< in the file, but nothing of the network
  std::vector<std::string> missing;  ///< of the network, but not in the file: statistics it can do
                                     ///< without
  std::size_t headClasses = 0;       ///< classes of the head, which learns anew; 0: there is none
};

/// Returns what the backbone takes from the file. Errors: a tensor of the body is missing or has
/// another shape; `name` is how the sentence calls the file.
Result<TensorUse> useOfWeights(const WeightFile& weights,
                               const Backbone& backbone,
                               const std::filesystem::path& name);

/// Returns it as a sentence for a person.
[[nodiscard]] std::string textOf(const TensorUse& use);

/// What addWeights did.
struct AddedWeights {
  std::string backbone;
  std::filesystem::path file;  ///< the copy
  std::string sha256;
  TensorUse use;
};

/// Copies a weight file into addedWeightsFolder(), where findWeights finds it. Errors: not a weight
/// file, no network of ours, a published file whose SHA-256 is not the one in its name, the copy
/// cannot be written.
Result<AddedWeights> addWeights(const std::filesystem::path& file);

/// Downloads the weights that are published for a backbone into addedWeightsFolder(). Errors:
/// nothing is published for it, those of download().
Result<AddedWeights> fetchWeights(std::string_view backbone, const WorkContext& work);

}  // namespace touchstone::training
