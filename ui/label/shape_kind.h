#pragma once

#include "labeling/geometry/shape.h"

#include <QString>

namespace touchstone::ui {

/// Returns the name of the icon (see theme::icon) of the kind of shape.
[[nodiscard]] QString iconOfShape(const labeling::Shape& shape);

/// Returns what the shape is called: "Box", "Polygon", …
[[nodiscard]] QString kindOfShape(const labeling::Shape& shape);

/// Returns "108 × 103" for what has an extent, how many points keypoints have, and so on.
[[nodiscard]] QString sizeText(const labeling::Shape& shape);

}  // namespace touchstone::ui
