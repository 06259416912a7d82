#pragma once

#include "analysis/images/picture_sketch.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

namespace touchstone::analysis {

/// Returns the pairs of pictures of which several points look alike, turned by about the same
/// angle, in ascending order: nearly all copies, and a few others. Of many pictures that share a
/// point each is compared with a few, so that the number of pairs grows with that of the pictures
/// only. When stopped, what was found until then.
[[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> copyCandidates(
    std::span<const PictureSketch> pictures, const std::stop_token& stop = {});

}  // namespace touchstone::analysis
