#pragma once

#include "training/detection/anchor_grid.h"
#include "training/detection/balanced_sample.h"
#include "training/detection/box_coder.h"
#include "training/detection/detection_target.h"
#include "training/detection/picture_resizing.h"

#include <torch/nn/modules/conv.h>

#include <vector>

namespace touchstone::training {

/// Which boxes may show an object, and how wrong that was.
struct Proposals {
  std::vector<torch::Tensor> boxes;  ///< of each picture, K×4, the best first
  torch::Tensor objectLoss;          ///< when learning
  torch::Tensor boxLoss;             ///< when learning
};

/// Region proposal network (Ren et al. 2015) with torchvision's names: head.conv.0.0.weight,
/// head.cls_logits.weight, head.bbox_pred.weight …
class RegionProposalNetwork : public torch::nn::Module {
public:
  explicit RegionProposalNetwork(const DetectorLayout& layout);

  /// Proposes boxes from the maps of a pyramid; in training mode with the losses, for which there
  /// is a target for each picture.
  Proposals forward(const PictureTensor& pictures,
                    const std::vector<torch::Tensor>& maps,
                    const std::vector<DetectionTarget>& targets,
                    const DrawingOrder& order);

private:
  struct Answers;

  Answers answer(const std::vector<torch::Tensor>& maps);
  [[nodiscard]] torch::Tensor proposalsOf(const Answers& answers,
                                          const std::vector<torch::Tensor>& anchors,
                                          std::int64_t picture,
                                          labeling::ImageSize size) const;
  void addLosses(const Answers& answers,
                 const std::vector<torch::Tensor>& anchors,
                 const std::vector<DetectionTarget>& targets,
                 const DrawingOrder& order,
                 Proposals& proposals) const;

  DetectorLayout layout_;
  BoxCoder coder_;
  AnchorGrid grid_;
  torch::nn::Conv2d convolution_;
  torch::nn::Conv2d objectness_;
  torch::nn::Conv2d shifts_;
};

}  // namespace touchstone::training
