#pragma once

#include "labeling/geometry/shape.h"
#include "labeling/result.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// The pixels that have each of some colours.
struct ColourMasks {
  std::vector<Mask> masks;        ///< in the order of the colours
  std::uint64_t strayPixels = 0;  ///< of other colours, the background not counted
};

/// Decodes a PNG in base64 ("data:image/png;base64," may precede it) and takes it apart by colours,
/// 0xRRGGBB each and all different. Background are the transparent pixels and those of the most
/// frequent other colour. The error's message completes "Answers whose picture of labels …".
Result<ColourMasks> masksOfColours(std::string_view base64,
                                   const std::vector<std::uint32_t>& colours,
                                   std::uint64_t maxPixels);

}  // namespace touchstone::labeling
