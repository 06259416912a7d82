#pragma once

#include "labeling/geometry/mask_runs.h"

#include <opencv2/core.hpp>

namespace touchstone::labeling {

/// Appends a column of pixels that lie one after the other in memory; not 0 is inside.
void appendPixels(const std::uint8_t* pixels, int count, RunWriter& writer);

/// Returns the pixels of a rectangle inside an image of that height, 255 where set, one column of
/// the image after the other: row i of the result is column area.x + i. The cursor must not be
/// past the rectangle's first pixel.
[[nodiscard]] cv::Mat1b columnsOf(RunCursor cursor, int imageHeight, const cv::Rect& area);

}  // namespace touchstone::labeling
