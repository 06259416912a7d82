#pragma once

#include "training/data/picture.h"

namespace touchstone::training {

/// Returns the options of pictures that random parts are cut out of: a fifth larger than what the
/// network sees, and a box with as much more around it.
[[nodiscard]] PictureOptions withTrainingMargin(PictureOptions options);

}  // namespace touchstone::training
