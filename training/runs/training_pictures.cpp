#include "training/runs/training_pictures.h"

#include <cmath>

namespace touchstone::training {

PictureOptions withTrainingMargin(PictureOptions options) {
  constexpr double margin = 1.2;
  options.size = static_cast<int>(std::lround(options.size * margin));
  options.context = (margin * (1 + 2 * options.context) - 1) / 2;
  return options;
}

int scratchPictureSize(bool boxes) {
  return boxes ? 64 : 96;
}

Augmentation augmentationFor(bool boxes, LearningMode mode) {
  Augmentation augmentation;
  if (boxes && mode == LearningMode::FromScratch) {
    augmentation.rotation = 180;
  }
  return augmentation;
}

}  // namespace touchstone::training
