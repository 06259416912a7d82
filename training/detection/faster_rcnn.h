#pragma once

#include "training/detection/feature_pyramid.h"
#include "training/detection/region_head.h"
#include "training/detection/region_proposals.h"
#include "training/networks/pyramid_body.h"

#include <memory>
#include <vector>

namespace touchstone::training {

/// The four losses of Faster R-CNN.
struct DetectionLosses {
  torch::Tensor classification;
  torch::Tensor box;
  torch::Tensor proposalObject;
  torch::Tensor proposalBox;

  [[nodiscard]] torch::Tensor sum() const {
    return classification + box + proposalObject + proposalBox;
  }
};

/// Faster R-CNN (Ren et al. 2015) on a feature pyramid, with torchvision's names:
/// backbone.body.…, backbone.fpn.…, rpn.…, roi_heads.…. The backbone's normalisations stay as they
/// are.
class FasterRcnn : public torch::nn::Module {
public:
  /// Random weights, from Torch's generator; in eval mode.
  explicit FasterRcnn(const DetectorLayout& layout);

  /// Returns the losses of pictures whose objects are known; in training mode.
  DetectionLosses learn(const PictureTensor& pictures,
                        const std::vector<DetectionTarget>& targets,
                        const DrawingOrder& order = randomOrder);

  /// Returns the objects of each picture, in its pixels; in eval mode.
  std::vector<DetectedBoxes> detect(const PictureTensor& pictures);

  /// Makes the backbone's normalisations part of its convolutions: see NormalisedConvolution::fold.
  void foldNormalisation();

  [[nodiscard]] const DetectorLayout& layout() const { return layout_; }
  [[nodiscard]] PyramidBody& body() { return *body_; }

private:
  DetectorLayout layout_;
  std::shared_ptr<PyramidBody> body_;
  std::shared_ptr<FeaturePyramid> pyramid_;
  std::shared_ptr<RegionProposalNetwork> proposals_;
  std::shared_ptr<RegionHead> head_;
};

}  // namespace touchstone::training
