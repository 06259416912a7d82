#pragma once

#include "analysis/images/picture_sketch.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace touchstone::analysis {

/// Returns the pairs of pictures that share the descriptions of several points, in ascending order;
/// nearly all copies, and a few others. The hashes depend on nothing but the number of pictures.
[[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> copyCandidates(
    std::span<const PictureSketch> pictures);

}  // namespace touchstone::analysis
