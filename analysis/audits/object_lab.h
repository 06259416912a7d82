#pragma once

#include "labeling/geometry/box.h"

#include <optional>
#include <span>
#include <vector>

namespace touchstone::analysis {

struct GivenBox {
  int labelClass = 0;
  labeling::Box box;
};

struct PredictedBox {
  int labelClass = 0;
  labeling::Box box;
  double score = 0;
};

/// The labels of one image and what a model that was not trained on it finds there.
struct ImageObjects {
  std::vector<GivenBox> given;
  std::vector<PredictedBox> predicted;
};

/// Label quality of one image in [0, 1], low is suspicious.
struct ObjectLabScores {
  std::vector<std::optional<double>> overlooked;  ///< per prediction; none when it says nothing
  std::vector<double> badlyLocated;               ///< per given box
  std::vector<double> swapped;                    ///< per given box
  double overlookedScore = 1;                     ///< soft minimum of each, temperature 0.1
  double badlyLocatedScore = 1;
  double swappedScore = 1;
  double score = 1;  ///< geometric mean of the three
};

/// Returns ObjectLab's scores (Tkachenko, Thyagarajan, Mueller, "ObjectLab: Automated Diagnosis of
/// Mislabeled Images in Object Detection Data", 2023) as cleanlab 2.9 computes them.
[[nodiscard]] std::vector<ObjectLabScores> objectLabScores(std::span<const ImageObjects> images);

struct ObjectLabFlags {
  std::vector<double> precision;  ///< mean AP of each class over overlaps 0.50 … 0.95
  std::vector<bool> flagged;  ///< each image: a score is at most 0.2 times its class's precision
};

/// Marks the images with label issues as cleanlab's object_detection.filter does. Classes lie in
/// 0 … classes - 1.
[[nodiscard]] ObjectLabFlags objectLabFlags(std::span<const ImageObjects> images,
                                            std::span<const ObjectLabScores> scores,
                                            int classes);

}  // namespace touchstone::analysis
