#pragma once

#include "training/detection/box_coder.h"
#include "training/detection/region_proposals.h"

#include <torch/nn/modules/linear.h>

#include <vector>

namespace touchstone::training {

/// What was found in one picture, the highest score first.
struct DetectedBoxes {
  torch::Tensor boxes;   ///< D×4
  torch::Tensor labels;  ///< D classes from 1 on
  torch::Tensor scores;  ///< D
};

struct RegionLosses {
  torch::Tensor classification;
  torch::Tensor box;
};

/// The second step of Faster R-CNN: reads each proposed region out of the pyramid, says of which
/// class it is, and moves its box. Torchvision's names: box_head.fc6.weight,
/// box_predictor.cls_score.weight …
class RegionHead : public torch::nn::Module {
public:
  explicit RegionHead(const DetectorLayout& layout);

  /// Returns the losses on a sample of the proposals and of the objects themselves.
  RegionLosses learn(const std::vector<torch::Tensor>& maps,
                     const std::vector<torch::Tensor>& proposals,
                     const std::vector<DetectionTarget>& targets,
                     const DrawingOrder& order);

  /// Returns what the proposals show.
  std::vector<DetectedBoxes> detect(const std::vector<torch::Tensor>& maps,
                                    const std::vector<torch::Tensor>& proposals,
                                    const std::vector<labeling::ImageSize>& sizes);

private:
  struct Answers {
    torch::Tensor logits;  ///< R×(classes+1)
    torch::Tensor codes;   ///< R×4(classes+1)
  };

  Answers answer(const std::vector<torch::Tensor>& maps, const std::vector<torch::Tensor>& regions);
  [[nodiscard]] DetectedBoxes chosen(const torch::Tensor& boxes,
                                     const torch::Tensor& scores,
                                     labeling::ImageSize size) const;

  DetectorLayout layout_;
  BoxCoder coder_;
  torch::nn::Linear first_;
  torch::nn::Linear second_;
  torch::nn::Linear classes_;
  torch::nn::Linear shifts_;
};

}  // namespace touchstone::training
