#pragma once

#include "labeling/geometry/shape.h"

#include <QColor>
#include <QImage>
#include <QLineF>

#include <vector>

namespace touchstone::ui {

/// How a mask is to be painted.
struct MaskLook {
  QRgb colour = 0;
  int opacity = 45;                ///< percent, of the inside
  double scale = 1;                ///< device pixels per image pixel
  [[nodiscard]] int step() const;  ///< image pixels a side that become one painted pixel
  [[nodiscard]] bool hasLines() const { return scale >= 2; }
  /// Whether a mask painted for the other one looks the same.
  [[nodiscard]] bool isLike(const MaskLook& other) const;
};

/// A mask as it is painted: the tinted pixels of the box around it, and its outline: part of the
/// pixels when these are small on the screen, lines between image pixels when they are large.
struct MaskPicture {
  MaskLook look;
  QImage pixels;              ///< null when the mask is empty
  labeling::Box place;        ///< of `pixels` in the image
  std::vector<QLineF> lines;  ///< in the image
};

[[nodiscard]] MaskPicture paintedMask(const labeling::Mask& mask, const MaskLook& look);

}  // namespace touchstone::ui
