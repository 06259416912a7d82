#pragma once

#include "training/data/augmentation.h"
#include "training/data/picture.h"
#include "training/runs/run_choices.h"

namespace touchstone::training {

/// Returns the options of pictures that random parts are cut out of: a fifth larger than what the
/// network sees, and a box with as much more around it.
[[nodiscard]] PictureOptions withTrainingMargin(PictureOptions options);

/// Returns the side of pictures for a network that learns from random weights.
[[nodiscard]] int scratchPictureSize(bool boxes);

/// Returns how training pictures are varied. Objects lie at any angle, whole pictures are held
/// upright; a pre-trained network needs less variety.
[[nodiscard]] Augmentation augmentationFor(bool boxes, LearningMode mode);

}  // namespace touchstone::training
