#pragma once

#include "ui/canvas/shape_painter.h"
#include "ui/tools/tool.h"

namespace touchstone::ui {

class LabelState;

/// Paints the objects of the image: what is stored, with the drafts of the tool in its place.
class ObjectLayer {
public:
  void paint(QPainter& painter,
             const ViewTransform& view,
             const labeling::Document& document,
             const LabelState& state,
             const Tool& tool);
  /// Forgets the pictures of masks.
  void clear() { masks_.clear(); }

private:
  struct TintedMask {
    labeling::Mask mask;
    QRgb colour = 0;
    QImage picture;
  };

  const QImage& overlayOf(labeling::AnnotationId id, const labeling::Mask& mask, QColor colour);

  std::map<labeling::AnnotationId, TintedMask> masks_;
};

}  // namespace touchstone::ui
