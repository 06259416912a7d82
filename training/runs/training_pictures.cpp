#include "training/runs/training_pictures.h"

#include <algorithm>
#include <cmath>

namespace touchstone::training {

PictureOptions trainingPicturesFor(PictureOptions options, LearningMode mode) {
  if (mode == LearningMode::PreTraining) {
    return options;
  }
  constexpr double margin = 1.2;
  options.size = static_cast<int>(std::lround(options.size * margin));
  options.context = (margin * (1 + 2 * options.context) - 1) / 2;
  return options;
}

int scratchPictureSize(bool boxes) {
  return boxes ? 64 : 96;
}

int preTrainingPictureSize(int shorterSide) {
  return shorterSide > 0 && shorterSide < 96 ? std::max(32, shorterSide / 8 * 8) : 96;
}

int trainingSizeAt(LearningMode mode, int size, double progress) {
  const auto shareOf = [&](double share, int step) {
    return std::max(32, static_cast<int>(std::lround(size * share / step)) * step);
  };
  switch (mode) {
    case LearningMode::FineTuning:
      return shareOf((1 + Augmentation{}.smallestCrop) / 2, 16);
    case LearningMode::PreTraining:
      return shareOf(progress < 0.5 ? 0.75 : 0.875, 8);
    default:
      return size;
  }
}

Augmentation augmentationFor(bool boxes, LearningMode mode, int epochs) {
  constexpr int manyEpochs = 20;
  Augmentation augmentation;
  if (mode == LearningMode::PreTraining) {
    augmentation.smallestCrop = epochs < manyEpochs ? 0.85 : 0.6;
    augmentation.rotation = boxes ? 180 : 0;
    return augmentation;
  }
  if (boxes && mode == LearningMode::FromScratch) {
    augmentation.rotation = 180;
  }
  return augmentation;
}

}  // namespace touchstone::training
