#include "training/detection/region_proposals.h"

#include "training/detection/box_matcher.h"
#include "training/detection/box_suppression.h"
#include "training/detection/boxes.h"

#include <torch/nn/init.h>

#include <algorithm>

namespace touchstone::training {

namespace {

namespace nn = torch::nn;

constexpr double smallestSide = 1e-3;
constexpr double objectShare = 0.5;
constexpr double smoothedBelow = 1.0 / 9;

void initialise(nn::Conv2d& convolution) {
  nn::init::normal_(convolution->weight, 0, 0.01);
  nn::init::zeros_(convolution->bias);
}

}  // namespace

/// What the network says of each anchor, level by level.
struct RegionProposalNetwork::Answers {
  std::vector<torch::Tensor> logits;  ///< N×(H·W·A)
  std::vector<torch::Tensor> codes;   ///< N×(H·W·A)×4
};

RegionProposalNetwork::RegionProposalNetwork(const DetectorLayout& layout)
    : layout_(layout),
      grid_(layout.anchors),
      convolution_(nn::Conv2dOptions(layout.width, layout.width, 3).padding(1)),
      objectness_(nn::Conv2dOptions(layout.width, grid_.perPlace(), 1)),
      shifts_(nn::Conv2dOptions(layout.width, 4 * grid_.perPlace(), 1)) {
  auto unit = std::make_shared<nn::Module>("unit");
  unit->register_module("0", convolution_);
  auto units = std::make_shared<nn::Module>("units");
  units->register_module("0", unit);
  auto head = std::make_shared<nn::Module>("head");
  head->register_module("conv", units);
  head->register_module("cls_logits", objectness_);
  head->register_module("bbox_pred", shifts_);
  register_module("head", head);
  initialise(convolution_);
  initialise(objectness_);
  initialise(shifts_);
}

RegionProposalNetwork::Answers RegionProposalNetwork::answer(
    const std::vector<torch::Tensor>& maps) {
  Answers answers;
  for (const torch::Tensor& map : maps) {
    const auto hidden = convolution_(map).relu_();
    const auto count = map.size(0);
    answers.logits.push_back(objectness_(hidden).permute({0, 2, 3, 1}).reshape({count, -1}));
    answers.codes.push_back(shifts_(hidden).permute({0, 2, 3, 1}).reshape({count, -1, 4}));
  }
  return answers;
}

torch::Tensor RegionProposalNetwork::proposalsOf(const Answers& answers,
                                                 const std::vector<torch::Tensor>& anchors,
                                                 std::int64_t picture,
                                                 labeling::ImageSize size) const {
  const torch::NoGradGuard noGradient;
  const ProposalLimits& limits = is_training() ? layout_.learning : layout_.predicting;
  std::vector<torch::Tensor> boxes;
  std::vector<torch::Tensor> scores;
  std::vector<torch::Tensor> levels;
  for (std::size_t level = 0; level < anchors.size(); ++level) {
    const auto logits = answers.logits[level][picture];
    const auto [best, places] = logits.topk(std::min<std::int64_t>(limits.ofLevel, logits.numel()));
    const auto codes = answers.codes[level][picture].index_select(0, places);
    boxes.push_back(coder_.decode(codes, anchors[level].index_select(0, places)).squeeze(1));
    scores.push_back(best.sigmoid());
    levels.push_back(torch::full_like(places, static_cast<std::int64_t>(level)));
  }
  auto box = clippedTo(torch::cat(boxes), size.height, size.width);
  const auto score = torch::cat(scores);
  auto chosen = largerThan(box, smallestSide);
  chosen = chosen.masked_select(score.index_select(0, chosen) >= layout_.proposalScore);
  box = box.index_select(0, chosen);
  const auto kept =
      suppressedByGroup(box, score.index_select(0, chosen),
                        torch::cat(levels).index_select(0, chosen), layout_.proposalOverlap);
  return box.index_select(0, kept.slice(0, 0, limits.inAll));
}

void RegionProposalNetwork::addLosses(const Answers& answers,
                                      const std::vector<torch::Tensor>& anchors,
                                      const std::vector<DetectionTarget>& targets,
                                      const DrawingOrder& order,
                                      Proposals& proposals) const {
  const auto allAnchors = torch::cat(anchors);
  const auto logits = torch::cat(answers.logits, 1);
  const auto codes = torch::cat(answers.codes, 1);
  const MatchRule rule{0.7, 0.3, true};
  std::vector<torch::Tensor> sampledLogits;
  std::vector<torch::Tensor> isObject;
  std::vector<torch::Tensor> objectCodes;
  std::vector<torch::Tensor> wantedCodes;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    torch::Tensor matches;
    if (targets[i].boxes.size(0) > 0) {
      matches = matchedObjects(intersectionsOverUnions(targets[i].boxes, allAnchors), rule);
    }
    const auto labels = labelsOf(allAnchors, matches, targets[i]).clamp_max(1);
    const auto sample = balancedSample(labels, {layout_.anchorSamples, objectShare}, order);
    const auto all = sample.all();
    const auto picture = static_cast<std::int64_t>(i);
    sampledLogits.push_back(logits[picture].index_select(0, all));
    isObject.push_back(labels.index_select(0, all).to(logits.scalar_type()));
    if (matches.defined()) {
      const auto object = matches.index_select(0, sample.objects);
      objectCodes.push_back(codes[picture].index_select(0, sample.objects));
      wantedCodes.push_back(coder_.encode(targets[i].boxes.index_select(0, object),
                                          allAnchors.index_select(0, sample.objects)));
    }
  }
  const auto sampled = torch::cat(sampledLogits);
  proposals.objectLoss = codes.sum() * 0;
  proposals.boxLoss = proposals.objectLoss;
  if (sampled.numel() > 0) {
    proposals.objectLoss = torch::binary_cross_entropy_with_logits(sampled, torch::cat(isObject));
  }
  if (!objectCodes.empty()) {
    proposals.boxLoss = torch::smooth_l1_loss(torch::cat(objectCodes), torch::cat(wantedCodes),
                                              at::Reduction::Sum, smoothedBelow) /
                        std::max<std::int64_t>(1, sampled.numel());
  }
}

Proposals RegionProposalNetwork::forward(const PictureTensor& pictures,
                                         const std::vector<torch::Tensor>& maps,
                                         const std::vector<DetectionTarget>& targets,
                                         const DrawingOrder& order) {
  const auto& anchors = grid_.over(maps, pictures.pixels.size(2), pictures.pixels.size(3));
  const auto answers = answer(maps);
  Proposals proposals;
  for (std::size_t i = 0; i < pictures.sizes.size(); ++i) {
    proposals.boxes.push_back(
        proposalsOf(answers, anchors, static_cast<std::int64_t>(i), pictures.sizes[i]));
  }
  if (is_training()) {
    addLosses(answers, anchors, targets, order, proposals);
  }
  return proposals;
}

}  // namespace touchstone::training
