#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::training {

/// One network that can be fine-tuned.
struct Backbone {
  std::string_view name;   ///< "resnet18"
  std::string_view title;  ///< "ResNet-18"
  int features = 0;        ///< length of the pooled feature vector
};

/// All networks, a row each.
[[nodiscard]] const std::vector<Backbone>& backbones();
[[nodiscard]] const Backbone* findBackbone(std::string_view name);

/// Returns the file with the pre-trained weights of a backbone: the newest of those added by the
/// person (`backbones add`, kept in the user's data directory), given by the environment variable
/// TOUCHSTONE_BACKBONES (a folder), or in the usual PyTorch cache; nothing when there is none and
/// training would start from random weights.
[[nodiscard]] std::optional<std::filesystem::path> findWeights(std::string_view backbone);

}  // namespace touchstone::training
