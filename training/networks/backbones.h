#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::training {

/// A stage whose maps show the picture at one of the scales of a pyramid.
struct PyramidStage {
  int stage = 0;
  int channels = 0;
  int stride = 0;  ///< pixels of the picture per pixel of the maps
};

/// One network that can be fine-tuned.
struct Backbone {
  std::string_view name;   ///< "resnet18"
  std::string_view title;  ///< "ResNet-18"
  int features = 0;        ///< length of the pooled feature vector
  int stages = 0;          ///< parts that can be kept as they are, from the input on
  int stride = 32;         ///< pixels of the input per pixel of the last maps
  /// The last stage of each stride from 2 on, the finest maps first; strides whose maps all lie
  /// inside a stage are not among them.
  std::vector<PyramidStage> pyramid;
  /// Share of ImageNet's validation images that torchvision's published weights name right; 0 where
  /// there are none.
  double accuracy = 0;
};

/// All networks, a row each.
[[nodiscard]] const std::vector<Backbone>& backbones();
/// Returns the row with that name, or nullptr.
[[nodiscard]] const Backbone* findBackbone(std::string_view name);

/// Returns the file with the pre-trained weights of a backbone: the newest of those added by the
/// person (`backbones add`, kept in the user's data directory), given by the environment variable
/// TOUCHSTONE_BACKBONES (folders separated by ':'), in the usual PyTorch cache, or that come with
/// the program; nothing when there is none and training would start from random weights. A file
/// belongs to the backbone when its name begins with the backbone's, as in "resnet18-f37072fd.pth".
[[nodiscard]] std::optional<std::filesystem::path> findWeights(std::string_view backbone);

/// Returns the folder that addWeights copies into: $XDG_DATA_HOME/touchstone/backbones.
[[nodiscard]] std::filesystem::path addedWeightsFolder();

}  // namespace touchstone::training
