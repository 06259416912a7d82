#pragma once

#include "training/networks/backbones.h"

#include <torch/nn/modules/linear.h>

#include <memory>
#include <string>
#include <vector>

namespace touchstone::training {

/// A classification network with torchvision's parameter names: stages that make feature maps, an
/// embedding of the last ones, and a linear head. Input N×3×H×W, normalised RGB.
class Network : public torch::nn::Module {
public:
  [[nodiscard]] virtual int stageCount() const = 0;
  /// Returns what stage `stage` makes of the output of the one before.
  virtual torch::Tensor runStage(int stage, const torch::Tensor& input) = 0;
  /// Returns what the names of a stage's parameters begin with: {"conv1.", "bn1."}.
  [[nodiscard]] virtual std::vector<std::string> stagePrefixes(int stage) const = 0;
  /// Returns the stage that a parameter of that name belongs to; stageCount() for the head.
  [[nodiscard]] int stageOf(const std::string& parameter) const;
  /// Returns the stages whose pooled maps describe a picture best, the last stage last.
  [[nodiscard]] virtual std::vector<int> describingStages() const = 0;
  /// Returns how many maps each describing stage has.
  [[nodiscard]] virtual std::vector<int> describingWidths() const = 0;
  /// Returns the head's name in the state dict: "fc".
  [[nodiscard]] virtual std::string headName() const = 0;
  /// Returns the head's weights, classes×D or, where the head is a convolution, classes×D×1×1.
  [[nodiscard]] virtual const torch::Tensor& headWeight() const = 0;
  /// Returns what has to be added to the biases of a head that was learnt on embedded features.
  [[nodiscard]] virtual double headOffset() const { return 0; }
  /// Returns the N×D features on which the head works: the means of the last maps, or what the
  /// network's hidden layers make of these.
  virtual torch::Tensor embed(const torch::Tensor& maps) { return maps.mean({2, 3}); }
  /// Returns N×classes logits of embedded features, with the dropout that the network has.
  virtual torch::Tensor classify(const torch::Tensor& embedded) = 0;
  /// Returns N×classes logits of the last stage's maps.
  virtual torch::Tensor classifyMaps(const torch::Tensor& maps) { return classify(embed(maps)); }

  /// Returns the pooled maps of the describing stages, but of the last stage the embedding, side by
  /// side: N×(D1+D2+…).
  torch::Tensor describe(torch::Tensor input);
  /// Prepares the network for inference alone: see NormalisedConvolution::fold.
  void foldNormalisation();
  /// Returns N×classes logits.
  torch::Tensor forward(torch::Tensor input);
};

/// Returns a network of that row with random weights (from Torch's generator), in eval mode.
std::shared_ptr<Network> makeNetwork(const Backbone& backbone, int classes);

}  // namespace touchstone::training
