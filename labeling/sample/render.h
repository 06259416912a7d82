#pragma once

#include "labeling/sample/backdrop.h"
#include "labeling/sample/lighting.h"
#include "labeling/sample/scene.h"

namespace touchstone::labeling {

/// Returns the scene in linear light as an ideal camera above would see it.
[[nodiscard]] cv::Mat3f render(const Scene& scene,
                               const Backdrop& backdrop,
                               Lighting& lighting,
                               Random& random);

}  // namespace touchstone::labeling
