#pragma once

#include "labeling/geometry/mask_raster.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

/// Pixels that a test knows to be in a mask, told by their middles and not by the program's raster.
struct PixelRegion {
  std::function<bool(touchstone::labeling::Point middle)> holds;

  friend PixelRegion operator|(PixelRegion a, PixelRegion b) {
    return {[a = std::move(a), b = std::move(b)](auto p) { return a.holds(p) || b.holds(p); }};
  }
  friend PixelRegion operator-(PixelRegion a, PixelRegion b) {
    return {[a = std::move(a), b = std::move(b)](auto p) { return a.holds(p) && !b.holds(p); }};
  }
};

/// Returns what a round brush of that diameter covers on its straight way.
inline PixelRegion strokeOf(touchstone::labeling::Point from,
                            touchstone::labeling::Point to,
                            double diameter) {
  return {[=](touchstone::labeling::Point p) {
    const double x = to.x - from.x;
    const double y = to.y - from.y;
    const double length = std::max(x * x + y * y, 1e-9);
    const double along = std::clamp(((p.x - from.x) * x + (p.y - from.y) * y) / length, 0.0, 1.0);
    return std::hypot(from.x + along * x - p.x, from.y + along * y - p.y) <= diameter / 2 + 1e-6;
  }};
}

inline PixelRegion discOf(touchstone::labeling::Point centre, double diameter) {
  return strokeOf(centre, centre, diameter);
}

inline PixelRegion pixelsIn(const touchstone::labeling::Box& box) {
  return {[=](touchstone::labeling::Point p) { return box.contains(p); }};
}

/// How a mask and a region agree, in pixels.
struct Agreement {
  int both = 0;
  int either = 0;
  [[nodiscard]] double overlap() const { return either == 0 ? 1 : 1.0 * both / either; }
};

/// Compares a shape, which is empty when it is no mask, with a region.
inline Agreement agreementOf(const touchstone::labeling::Shape& shape, const PixelRegion& region) {
  const auto* mask = std::get_if<touchstone::labeling::Mask>(&shape);
  Agreement agreement;
  if (mask == nullptr) {
    return {.both = 0, .either = 1};
  }
  const cv::Mat1b pixels = touchstone::labeling::pixelsOf(*mask);
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      const bool expected = region.holds({x + 0.5, y + 0.5});
      const bool found = pixels(y, x) != 0;
      agreement.both += found && expected ? 1 : 0;
      agreement.either += found || expected ? 1 : 0;
    }
  }
  return agreement;
}

/// Returns how many pixels are in only one of the two; not 0 when the shape is no mask.
inline int wrongPixels(const touchstone::labeling::Shape& shape, const PixelRegion& region) {
  const Agreement agreement = agreementOf(shape, region);
  return agreement.either - agreement.both;
}
