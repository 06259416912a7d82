#pragma once

#include "labeling/geometry/box.h"

#include <string>

namespace touchstone::labeling {

/// Returns centre and size of a box as parts of an image of width x height pixels, with the six
/// decimals of LabelImg: "0.382812 0.462500 0.578125 0.758333".
[[nodiscard]] std::string sixDecimalsOf(const Box& box, int width, int height);

}  // namespace touchstone::labeling
