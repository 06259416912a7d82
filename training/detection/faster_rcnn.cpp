#include "training/detection/faster_rcnn.h"

#include "training/networks/normalised_convolution.h"

namespace touchstone::training {

namespace {

namespace nn = torch::nn;

/// Returns a module with the stages of a network up to `lastStage`, without its head, under the
/// names that torchvision gives them there: the list of features itself, or each layer.
std::shared_ptr<nn::Module> bodyOf(const Network& network, int lastStage) {
  auto body = std::make_shared<nn::Module>("body");
  const auto add = [&](const std::string& prefix, const nn::Module& parent) {
    for (const auto& child : parent.named_children()) {
      if (network.stageOf(prefix + child.key() + ".") <= lastStage) {
        body->register_module(child.key(), child.value());
      }
    }
  };
  add("", network);
  const auto children = network.named_children();
  if (const auto* features = children.find("features")) {
    add("features.", **features);
  }
  return body;
}

}  // namespace

FasterRcnn::FasterRcnn(const DetectorLayout& layout)
    : layout_(layout), backbone_(makeNetwork(*layout.backbone, 1)) {
  std::vector<int> channels;
  for (const PyramidStage& level : layout.levels) {
    channels.push_back(level.channels);
  }
  pyramid_ = std::make_shared<FeaturePyramid>(channels, layout.width);
  auto backbone = std::make_shared<nn::Module>("backbone");
  backbone->register_module("body", bodyOf(*backbone_, layout.levels.back().stage));
  backbone->register_module("fpn", pyramid_);
  register_module("backbone", backbone);
  proposals_ = register_module("rpn", std::make_shared<RegionProposalNetwork>(layout));
  head_ = register_module("roi_heads", std::make_shared<RegionHead>(layout));
  for (NormalisedConvolution* convolution : normalisedConvolutionsOf(*backbone_)) {
    convolution->freeze();
    if (layout.epsilon >= 0) {
      convolution->setEpsilon(layout.epsilon);
    }
  }
  eval();
}

std::vector<torch::Tensor> FasterRcnn::pyramid(torch::Tensor input) {
  std::vector<torch::Tensor> levels;
  auto level = layout_.levels.begin();
  for (int stage = 0; stage <= layout_.levels.back().stage; ++stage) {
    const torch::AutoGradMode gradient(torch::GradMode::is_enabled() && stage >= frozenStages_);
    input = backbone_->runStage(stage, input);
    if (stage == level->stage) {
      levels.push_back(input);
      ++level;
    }
  }
  return pyramid_->forward(levels);
}

DetectionLosses FasterRcnn::learn(const PictureTensor& pictures,
                                  const std::vector<DetectionTarget>& targets,
                                  const DrawingOrder& order) {
  const auto maps = pyramid(pictures.pixels);
  const auto proposals = proposals_->forward(pictures, maps, targets, order);
  const auto losses = head_->learn(maps, proposals.boxes, targets, order);
  return {losses.classification, losses.box, proposals.objectLoss, proposals.boxLoss};
}

std::vector<DetectedBoxes> FasterRcnn::detect(const PictureTensor& pictures) {
  const auto maps = pyramid(pictures.pixels);
  const auto proposals = proposals_->forward(pictures, maps, {}, randomOrder);
  return head_->detect(maps, proposals.boxes, pictures.sizes);
}

void FasterRcnn::freezeStages(int stages) {
  frozenStages_ = stages;
  for (const auto& item : backbone_->named_parameters()) {
    if (backbone_->stageOf(item.key()) < stages) {
      torch::Tensor(item.value()).requires_grad_(false);
    }
  }
}

void FasterRcnn::foldNormalisation() {
  backbone_->foldNormalisation();
}

}  // namespace touchstone::training
