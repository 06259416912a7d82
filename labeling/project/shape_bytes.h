#pragma once

#include "labeling/geometry/shape.h"

#include <optional>
#include <string>
#include <string_view>

namespace touchstone::labeling {

/// Returns the shape as the store keeps it, exactly and in few bytes: the number of its kind, then
/// counts and coordinates. Coordinates with up to three decimals, as most files give them, are
/// whole numbers of variable length, each less the one before it; others are doubles.
[[nodiscard]] std::string bytesOf(const Shape& shape);

/// Returns the shape of bytesOf; nothing for damaged bytes.
[[nodiscard]] std::optional<Shape> shapeOfBytes(std::string_view bytes);

}  // namespace touchstone::labeling
