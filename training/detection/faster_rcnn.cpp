#include "training/detection/faster_rcnn.h"

#include "training/networks/normalised_convolution.h"

namespace touchstone::training {

namespace nn = torch::nn;

FasterRcnn::FasterRcnn(const DetectorLayout& layout)
    : layout_(layout), body_(std::make_shared<PyramidBody>(*layout.backbone, layout.levels)) {
  std::vector<int> channels;
  for (const PyramidStage& level : layout.levels) {
    channels.push_back(level.channels);
  }
  pyramid_ = std::make_shared<FeaturePyramid>(channels, layout.width);
  auto backbone = std::make_shared<nn::Module>("backbone");
  backbone->register_module("body", body_);
  backbone->register_module("fpn", pyramid_);
  register_module("backbone", backbone);
  proposals_ = register_module("rpn", std::make_shared<RegionProposalNetwork>(layout));
  head_ = register_module("roi_heads", std::make_shared<RegionHead>(layout));
  body_->freezeNormalisation();
  if (layout.epsilon >= 0) {
    for (NormalisedConvolution* convolution : normalisedConvolutionsOf(*body_)) {
      convolution->setEpsilon(layout.epsilon);
    }
  }
  eval();
}

DetectionLosses FasterRcnn::learn(const PictureTensor& pictures,
                                  const std::vector<DetectionTarget>& targets,
                                  const DrawingOrder& order) {
  const auto maps = pyramid_->forward(body_->forward(pictures.pixels));
  const auto proposals = proposals_->forward(pictures, maps, targets, order);
  const auto losses = head_->learn(maps, proposals.boxes, targets, order);
  return {losses.classification, losses.box, proposals.objectLoss, proposals.boxLoss};
}

std::vector<DetectedBoxes> FasterRcnn::detect(const PictureTensor& pictures) {
  const auto maps = pyramid_->forward(body_->forward(pictures.pixels));
  const auto proposals = proposals_->forward(pictures, maps, {}, randomOrder);
  return head_->detect(maps, proposals.boxes, pictures.sizes);
}

void FasterRcnn::foldNormalisation() {
  for (NormalisedConvolution* convolution : normalisedConvolutionsOf(*this)) {
    convolution->fold();
  }
}

}  // namespace touchstone::training
