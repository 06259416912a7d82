#pragma once

#include "labeling/geometry/image_size.h"

namespace touchstone::training {

/// Returns the size to which a picture is resized: its shorter side becomes `shorter`, unless that
/// would make its longer side longer than `longer`.
[[nodiscard]] labeling::ImageSize resizedFor(labeling::ImageSize size, int shorter, int longer);

}  // namespace touchstone::training
