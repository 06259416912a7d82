#pragma once

#include "labeling/annotation/image.h"

namespace touchstone::training {

/// Returns whether objects of the image are learned: it is labelled and can be read.
[[nodiscard]] inline bool isLearned(const labeling::Image& image) {
  const bool isLabelled = image.state == labeling::ImageState::Labelled ||
                          image.state == labeling::ImageState::Verified;
  return isLabelled && image.problem.empty() && image.width > 0 && image.height > 0;
}

}  // namespace touchstone::training
