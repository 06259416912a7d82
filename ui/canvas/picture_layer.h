#pragma once

#include "ui/canvas/picture.h"
#include "ui/canvas/view_transform.h"

class QPainter;

namespace touchstone::ui {

/// Paints the picture, and the borders of its pixels when they are large enough to aim at.
void paintPicture(QPainter& painter,
                  const Picture& picture,
                  const ViewTransform& view,
                  const QRectF& visible);

/// Paints two lines through `position`, readable on any picture.
void paintCrosshair(QPainter& painter, QPointF position, const QRectF& visible);

}  // namespace touchstone::ui
