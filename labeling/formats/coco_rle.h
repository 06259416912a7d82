#pragma once

#include "labeling/geometry/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Returns COCO's compressed text of a mask's runs: differences to the run before the last one, in
/// groups of five bits, each plus 48 (maskApi.c, rleToString).
[[nodiscard]] std::string cocoTextOf(const std::vector<std::uint32_t>& counts);

/// Reads compressed runs; nothing when the text is damaged or its runs do not add up to `pixels`.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> countsFromCocoText(std::string_view text,
                                                                           std::uint64_t pixels);

/// Returns the pixels of a polygon's outline with its inside, exactly as maskApi.c's rleFrPoly sets
/// them; equal areas depend on it. Empty for fewer than three points or an outline that is longer
/// than 20 million pixels.
[[nodiscard]] Mask maskOfRing(const std::vector<Point>& ring, int width, int height);

/// Returns all parts together, without their holes.
[[nodiscard]] Mask maskOf(const Polygon& polygon, int width, int height);

/// Return the pixels in either mask, and those in the first but not in the second; both masks have
/// the same size.
[[nodiscard]] Mask unionOf(const Mask& a, const Mask& b);
[[nodiscard]] Mask differenceOf(const Mask& a, const Mask& b);

}  // namespace touchstone::labeling
