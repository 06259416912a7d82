#pragma once

#include "labeling/geometry/box.h"

#include <opencv2/core.hpp>

#include <vector>

namespace touchstone::labeling {

/// A brush or eraser; the diameter of a round one, or the side of a square one, in whole pixels.
struct BrushTip {
  enum class Form { Round, Square };
  Form form = Form::Round;
  int diameter = 1;
  bool operator==(const BrushTip&) const = default;
};

/// The pixels (x0, y) … (x1 - 1, y).
struct RowSpan {
  int y = 0;
  int x0 = 0;
  int x1 = 0;
  bool operator==(const RowSpan&) const = default;
};

/// Returns where the tip's centre lies for a pointer: the middle of the pixel under it for an odd
/// diameter, the nearest corner of a pixel for an even one, so that every stamp has the same form.
[[nodiscard]] Point stampCentre(const BrushTip& tip, Point pointer);

/// Returns the pixels of `image` whose middle the tip covers on its straight way between two
/// pointer positions, one span a row; a stamp when both are the same. A tip inside the image always
/// covers a pixel, and consecutive strokes leave no gap.
[[nodiscard]] std::vector<RowSpan> strokeSpans(const BrushTip& tip,
                                               Point from,
                                               Point to,
                                               const cv::Rect& image);

}  // namespace touchstone::labeling
