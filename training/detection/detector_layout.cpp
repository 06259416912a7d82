#include "training/detection/detector_layout.h"

#include "labeling/result.h"

namespace touchstone::training {

namespace {

constexpr double sidePerStride = 8;  // of an anchor

/// Returns an anchor side for each level and for the one pooled from the last.
std::vector<AnchorSides> anchorsFor(const std::vector<PyramidStage>& levels) {
  std::vector<AnchorSides> anchors;
  for (const PyramidStage& level : levels) {
    anchors.push_back({sidePerStride * level.stride});
  }
  anchors.push_back({2 * sidePerStride * levels.back().stride});
  return anchors;
}

}  // namespace

DetectorLayout resNet50Detector(int classes) {
  DetectorLayout layout;
  layout.backbone = findBackbone("resnet50");
  layout.classes = classes;
  layout.levels = layout.backbone->pyramid;
  layout.anchors = anchorsFor(layout.levels);
  return layout;
}

DetectorLayout mobileNet320Detector(int classes) {
  DetectorLayout layout;
  layout.backbone = findBackbone("mobilenet_v3_large");
  layout.classes = classes;
  layout.levels = {{13, 160, 32}, {16, 960, 32}};
  layout.anchors.assign(3, {32, 64, 128, 256, 512});
  layout.epsilon = 1e-5;
  layout.shorterSide = 320;
  layout.longerSide = 640;
  layout.predicting = {150, 150};
  layout.proposalScore = 0.05;
  return layout;
}

DetectorLayout lightDetector(const Backbone& backbone, int finest, int classes) {
  DetectorLayout layout;
  layout.backbone = &backbone;
  layout.classes = classes;
  for (const PyramidStage& stage : backbone.pyramid) {
    if (stage.stride >= finest) {
      layout.levels.push_back(stage);
    }
  }
  require(!layout.levels.empty(), "a backbone has maps of the finest stride or coarser ones");
  layout.width = 64;
  layout.headWidth = 512;
  for (const AnchorSides& sides : anchorsFor(layout.levels)) {
    // Two to an octave, the smaller one half as large: there are fewer levels.
    layout.anchors.push_back({sides.front() / 2, sides.front() * 3 / 4});
  }
  layout.shorterSide = 480;
  layout.longerSide = 800;
  layout.learning = {1000, 1000};
  layout.predicting = {500, 300};
  layout.regionSamples = 128;
  return layout;
}

}  // namespace touchstone::training
