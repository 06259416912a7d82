#pragma once

#include "training/networks/backbones.h"

#include <torch/nn/modules/linear.h>

#include <memory>
#include <string>
#include <vector>

namespace touchstone::training {

/// A classification network with torchvision's parameter names: stages that make feature maps,
/// their mean over the picture, and a linear head. Input N×3×H×W, normalised RGB.
class Network : public torch::nn::Module {
public:
  [[nodiscard]] virtual int stageCount() const = 0;
  /// Returns what stage `stage` makes of the output of the one before.
  virtual torch::Tensor runStage(int stage, const torch::Tensor& input) = 0;
  /// Returns what the names of a stage's parameters begin with: {"conv1.", "bn1."}.
  [[nodiscard]] virtual std::vector<std::string> stagePrefixes(int stage) const = 0;
  /// Returns the stages whose pooled maps describe a picture best, the last stage last.
  [[nodiscard]] virtual std::vector<int> describingStages() const = 0;
  /// Returns how many maps each describing stage has.
  [[nodiscard]] virtual std::vector<int> describingWidths() const = 0;
  /// Returns the head's name in the state dict: "fc".
  [[nodiscard]] virtual std::string headName() const = 0;
  [[nodiscard]] virtual torch::nn::Linear& head() = 0;
  /// Gives the network a new head for that many classes.
  virtual void replaceHead(int classes) = 0;
  /// Returns N×classes logits of N×D pooled features, with the dropout that the network has.
  virtual torch::Tensor classify(const torch::Tensor& pooled) = 0;

  /// Returns the pooled maps of the describing stages side by side, N×(D1+D2+…).
  torch::Tensor describe(torch::Tensor input);
  /// Prepares the network for inference alone: see NormalisedConvolution::fold.
  void foldNormalisation();
  /// Returns N×classes logits.
  torch::Tensor forward(torch::Tensor input);
};

/// Returns a network of that row with random weights (from Torch's generator), in eval mode.
std::shared_ptr<Network> makeNetwork(const Backbone& backbone, int classes);

}  // namespace touchstone::training
