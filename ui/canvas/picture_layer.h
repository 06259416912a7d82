#pragma once

#include "ui/canvas/picture.h"
#include "ui/canvas/tile_store.h"
#include "ui/canvas/view_transform.h"

class QPainter;

namespace touchstone::ui {

/// Paints the picture with its tone, and the borders of its pixels when they are large enough to
/// aim at. Where a large picture's pixels are not read yet it paints coarser ones.
class PictureLayer : public QObject {
  Q_OBJECT

public:
  explicit PictureLayer(QObject* parent = nullptr);

  void setPicture(const Picture& picture);
  [[nodiscard]] const Picture& picture() const { return picture_; }
  void setTone(const Tone& tone) { tone_ = tone; }
  [[nodiscard]] const Tone& tone() const { return tone_; }

  /// Paints what lies in `area` of the widget.
  void paint(QPainter& painter, const ViewTransform& view, const QRectF& area);
  /// Returns the whole picture with its tone, at least `longerSide` pixels when it has them.
  [[nodiscard]] QImage overview(int longerSide) const;

Q_SIGNALS:
  /// Finer pixels of that part of the image are there.
  void arrived(const QRectF& imageArea);

private:
  [[nodiscard]] cv::Mat part(int level, const cv::Rect& area);
  [[nodiscard]] cv::Mat coarserPart(int level, const cv::Rect& area) const;

  Picture picture_;
  Tone tone_;
  TileStore tiles_;
};

/// Paints two lines through `position`, readable on any picture.
void paintCrosshair(QPainter& painter, QPointF position, const QRectF& visible);

}  // namespace touchstone::ui
