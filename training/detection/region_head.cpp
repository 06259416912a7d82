#include "training/detection/region_head.h"

#include "training/detection/box_matcher.h"
#include "training/detection/box_suppression.h"
#include "training/detection/boxes.h"
#include "training/detection/region_reader.h"

#include <algorithm>

namespace touchstone::training {

namespace {

namespace nn = torch::nn;

constexpr double smallestSide = 1e-2;
constexpr double objectShare = 0.25;
constexpr double smoothedBelow = 1.0 / 9;

/// What one picture contributes to the losses.
struct RegionSample {
  torch::Tensor boxes;
  torch::Tensor labels;
  torch::Tensor codes;  ///< from the boxes to the objects they show; zeros without objects
};

RegionSample sampleOf(const torch::Tensor& proposals,
                      const DetectionTarget& target,
                      int count,
                      const BoxCoder& coder,
                      const DrawingOrder& order) {
  const auto boxes = torch::cat({proposals, target.boxes});
  torch::Tensor matches;
  if (target.boxes.size(0) > 0) {
    matches = matchedObjects(intersectionsOverUnions(target.boxes, boxes), MatchRule{});
  }
  const auto labels = labelsOf(boxes, matches, target);
  const auto drawn = balancedSample(labels, {count, objectShare}, order).all();
  RegionSample sample{boxes.index_select(0, drawn), labels.index_select(0, drawn), {}};
  if (matches.defined()) {
    const auto object = matches.index_select(0, drawn).clamp_min(0);
    sample.codes = coder.encode(target.boxes.index_select(0, object), sample.boxes);
  } else {
    sample.codes = torch::zeros_like(sample.boxes);
  }
  return sample;
}

}  // namespace

RegionHead::RegionHead(const DetectorLayout& layout)
    : layout_(layout),
      coder_{{10, 10, 5, 5}},
      first_(layout.width * regionBins * regionBins, layout.headWidth),
      second_(layout.headWidth, layout.headWidth),
      classes_(layout.headWidth, layout.classes + 1),
      shifts_(layout.headWidth, 4 * (layout.classes + 1)) {
  auto head = std::make_shared<nn::Module>("box_head");
  head->register_module("fc6", first_);
  head->register_module("fc7", second_);
  register_module("box_head", head);
  auto predictor = std::make_shared<nn::Module>("box_predictor");
  predictor->register_module("cls_score", classes_);
  predictor->register_module("bbox_pred", shifts_);
  register_module("box_predictor", predictor);
}

RegionHead::Answers RegionHead::answer(const std::vector<torch::Tensor>& maps,
                                       const std::vector<torch::Tensor>& regions) {
  const auto read = readRegions(maps, layout_.levels, regions).flatten(1);
  const auto features = second_(first_(read).relu_()).relu_();
  return {classes_(features), shifts_(features)};
}

RegionLosses RegionHead::learn(const std::vector<torch::Tensor>& maps,
                               const std::vector<torch::Tensor>& proposals,
                               const std::vector<DetectionTarget>& targets,
                               const DrawingOrder& order) {
  std::vector<torch::Tensor> regions;
  std::vector<torch::Tensor> labels;
  std::vector<torch::Tensor> codes;
  for (std::size_t i = 0; i < proposals.size(); ++i) {
    auto sample = sampleOf(proposals[i], targets[i], layout_.regionSamples, coder_, order);
    regions.push_back(std::move(sample.boxes));
    labels.push_back(std::move(sample.labels));
    codes.push_back(std::move(sample.codes));
  }
  const auto answers = answer(maps, regions);
  const auto label = torch::cat(labels);
  const auto objects = (label > 0).nonzero().squeeze(1);
  const auto given = answers.codes.view({label.numel(), layout_.classes + 1, 4})
                         .index({objects, label.index_select(0, objects)});
  const auto wanted = torch::cat(codes).index_select(0, objects);
  const auto count = std::max<std::int64_t>(1, label.numel());
  return {torch::cross_entropy_loss(answers.logits, label, {}, at::Reduction::Sum) / count,
          torch::smooth_l1_loss(given, wanted, at::Reduction::Sum, smoothedBelow) / count};
}

DetectedBoxes RegionHead::chosen(const torch::Tensor& boxes,
                                 const torch::Tensor& scores,
                                 labeling::ImageSize size) const {
  const auto classes = scores.size(1) - 1;
  const auto box = clippedTo(boxes.narrow(1, 1, classes), size.height, size.width).reshape({-1, 4});
  const auto score = scores.narrow(1, 1, classes).flatten();
  const auto label = torch::arange(1, classes + 1, score.options().dtype(torch::kLong))
                         .expand({scores.size(0), classes})
                         .flatten();
  auto kept = (score > layout_.score).nonzero().squeeze(1);
  kept = kept.index_select(0, largerThan(box.index_select(0, kept), smallestSide));
  const auto best = suppressedByGroup(box.index_select(0, kept), score.index_select(0, kept),
                                      label.index_select(0, kept), layout_.overlap);
  kept = kept.index_select(0, best.slice(0, 0, layout_.detections));
  return {box.index_select(0, kept), label.index_select(0, kept), score.index_select(0, kept)};
}

std::vector<DetectedBoxes> RegionHead::detect(const std::vector<torch::Tensor>& maps,
                                              const std::vector<torch::Tensor>& proposals,
                                              const std::vector<labeling::ImageSize>& sizes) {
  const auto answers = answer(maps, proposals);
  const auto scores = answers.logits.softmax(1);
  const auto boxes = coder_.decode(answers.codes, torch::cat(proposals));
  std::vector<DetectedBoxes> detected;
  std::int64_t begin = 0;
  for (std::size_t i = 0; i < proposals.size(); ++i) {
    const auto count = proposals[i].size(0);
    detected.push_back(
        chosen(boxes.narrow(0, begin, count), scores.narrow(0, begin, count), sizes[i]));
    begin += count;
  }
  return detected;
}

}  // namespace touchstone::training
