#pragma once

#include "labeling/geometry/shape.h"
#include "ui/canvas/mask_picture.h"
#include "ui/canvas/view_transform.h"

#include <QColor>
#include <QImage>
#include <QString>

class QPainter;

namespace touchstone::ui {

/// How one object is drawn.
struct ShapeStyle {
  QColor colour{};
  QString label{};  ///< class name at the object; empty for none
  bool selected = false;
  bool hovered = false;
  bool locked = false;    ///< a lock at the label
  bool verified = false;  ///< a tick at the label
  int opacity = 45;       ///< of a mask's inside, percent; areas are filled in proportion
};

/// Paints the shape without its label; an image tag paints nothing. `mask` is the picture of a mask
/// as paintedMask gives it; without it, it is made.
void paintShape(QPainter& painter,
                const labeling::Shape& shape,
                const ViewTransform& view,
                const ShapeStyle& style,
                const MaskPicture* mask = nullptr);

/// Returns how a mask is painted in that style.
[[nodiscard]] MaskLook maskLookOf(const ShapeStyle& style, double scale);

}  // namespace touchstone::ui
