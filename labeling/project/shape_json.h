#pragma once

#include "labeling/geometry/shape.h"
#include "labeling/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace touchstone::labeling {

/// Returns the shape as the store and its history write it: one member named for the kind, as in
/// {"box": [x0, y0, x1, y1]} or {"polygon": [{"outer": [x, y, …], "holes": [[x, y, …]]}]}.
[[nodiscard]] nlohmann::json jsonOf(const Shape& shape);

/// Returns the shape of jsonOf's form. Throws nlohmann::json::exception for any other.
[[nodiscard]] Shape shapeOf(const nlohmann::json& json);

/// Return the shape as text and back; an Error for text that is not of jsonOf's form.
[[nodiscard]] std::string shapeToText(const Shape& shape);
Result<Shape> shapeFromText(std::string_view text);

/// Whether every coordinate is a finite number, as JSON demands.
[[nodiscard]] bool isFinite(const Shape& shape);

}  // namespace touchstone::labeling
