#pragma once

#include "analysis/audits/object_lab.h"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace touchstone::analysis {

/// What a model thinks is at one place: predictions of any class that overlap, as one object.
struct ObjectHypothesis {
  labeling::Box box;                           ///< mean of the boxes, weighted by their scores
  std::vector<std::pair<int, double>> scores;  ///< the highest of each class; first the highest
  std::optional<std::size_t> given;            ///< the given box that it belongs to

  [[nodiscard]] double confidence() const { return scores.front().second; }
  [[nodiscard]] int likeliestClass() const { return scores.front().first; }
  [[nodiscard]] double scoreOf(int labelClass) const;
};

/// Returns the hypotheses of an image, the most confident first, and gives each given box at most
/// one: the pairs of the largest overlap first, those of one class before others.
[[nodiscard]] std::vector<ObjectHypothesis> objectHypotheses(const ImageObjects& image);

}  // namespace touchstone::analysis
