#pragma once

#include "labeling/geometry/mask_canvas.h"
#include "ui/canvas/view_transform.h"

#include <QColor>
#include <QImage>

#include <map>
#include <utility>

class QPainter;

namespace touchstone::ui {

/// Paints a mask that is being painted on, as it is now. Only tiles in view are made, and only what
/// a stroke changed is made again.
class MaskPreview {
public:
  explicit MaskPreview(QColor colour) : colour_(colour) {}

  /// Says which pixels of the canvas are other than before.
  void noteChange(const cv::Rect& area);
  void paint(QPainter& painter,
             const ViewTransform& view,
             const labeling::MaskCanvas& canvas) const;

private:
  struct Tile {
    QImage picture;
    cv::Rect stale;  ///< of the canvas: painted on since
  };

  QColor colour_;
  mutable std::map<std::pair<int, int>, Tile> tiles_;  ///< by column and row
};

/// A mask that a tool found and a person has not accepted yet.
class FoundPreview {
public:
  void show(const labeling::Mask& mask, QColor colour);
  void clear() { picture_ = {}; }
  void paint(QPainter& painter, const ViewTransform& view) const;

private:
  QImage picture_;
  labeling::Box place_;
};

}  // namespace touchstone::ui
