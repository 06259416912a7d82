#pragma once

#include "training/data/augmentation.h"
#include "training/data/picture.h"
#include "training/runs/run_choices.h"

namespace touchstone::training {

/// Returns the options of pictures that random parts are cut out of: a fifth larger than what the
/// network sees, and a box with as much more around it; of a pre-training, which sees smaller parts
/// anyway, as they are.
[[nodiscard]] PictureOptions trainingPicturesFor(PictureOptions options, LearningMode mode);

/// Returns the side of pictures for a network that learns from random weights.
[[nodiscard]] int scratchPictureSize(bool boxes);

/// Returns the side of pictures for a pre-training: their own, in eights, from 32 to 96 pixels.
[[nodiscard]] int preTrainingPictureSize(int shorterSide);

/// Returns the side of training pictures at `progress` in [0, 1]. What random parts show appears
/// larger than in the whole picture; so that a pre-trained network sees it as large as it will
/// later, parts are as much smaller as they are on average (Touvron et al. 2019), which also costs
/// less. A pre-training begins with still smaller ones (Howard 2018, "progressive resizing").
[[nodiscard]] int trainingSizeAt(LearningMode mode, int size, double progress);

/// Returns how training pictures are varied. Objects lie at any angle, whole pictures are held
/// upright; a pre-trained network needs less variety, and what sees each picture many times more.
[[nodiscard]] Augmentation augmentationFor(bool boxes, LearningMode mode, int epochs);

}  // namespace touchstone::training
