#pragma once

#include "training/networks/backbones.h"

#include <vector>

namespace touchstone::training {

/// The boxes that a detector starts from at every place of a level: each of these sides, in pixels,
/// as three shapes of equal area: twice as wide as high, square, twice as high as wide.
using AnchorSides = std::vector<double>;

/// How many proposals a detector looks at in its second step.
struct ProposalLimits {
  int ofLevel = 0;  ///< the best of each level, before they suppress each other
  int inAll = 0;    ///< afterwards
};

/// Everything that tells one Faster R-CNN (Ren et al. 2015) from another.
struct DetectorLayout {
  const Backbone* backbone = nullptr;
  int classes = 0;                   ///< without background
  std::vector<PyramidStage> levels;  ///< that the pyramid is built on
  int width = 256;                   ///< channels of the pyramid
  int headWidth = 1024;              ///< features of a region
  std::vector<AnchorSides> anchors;  ///< of each level, and of the one pooled from the last
  double epsilon = -1;               ///< of the backbone's normalisations; negative: its own

  int shorterSide = 800;  ///< to which pictures are resized …
  int longerSide = 1333;  ///< … unless that made the longer side longer than this

  ProposalLimits learning = {2000, 2000};
  ProposalLimits predicting = {1000, 1000};
  double proposalScore = 0;      ///< proposals of lower score are left out when predicting
  double proposalOverlap = 0.7;  ///< above it a proposal suppresses another one
  int anchorSamples = 256;       ///< that learn, per picture; at most half of them show objects
  int regionSamples = 512;       ///< that learn, per picture; at most a quarter shows objects

  double score = 0.05;   ///< detections above it are reported
  double overlap = 0.5;  ///< above it a detection suppresses another one of its class
  int detections = 100;  ///< at most, per picture
};

/// Returns torchvision's fasterrcnn_resnet50_fpn.
[[nodiscard]] DetectorLayout resNet50Detector(int classes);

/// Returns torchvision's fasterrcnn_mobilenet_v3_large_320_fpn.
[[nodiscard]] DetectorLayout mobileNet320Detector(int classes);

/// Returns a detector on any backbone that two processor cores can train: a narrower pyramid and
/// head, fewer proposals and samples. The levels are those from stride `finest` on.
[[nodiscard]] DetectorLayout lightDetector(const Backbone& backbone, int finest, int classes);

}  // namespace touchstone::training
