#pragma once

#include <QImage>
#include <QWidget>

namespace touchstone::ui {

/// The whole picture, small, with a frame around the part in view. Click or drag it to look at
/// another part.
class Minimap : public QWidget {
  Q_OBJECT

public:
  explicit Minimap(QWidget* parent);

  /// Shows this picture of an image of `size` pixels.
  void setPicture(const QImage& picture, QSize size);
  /// Shows which part of the image is in view.
  void setVisibleArea(const QRectF& imageArea);

Q_SIGNALS:
  /// This point of the image should be in the middle of the view.
  void centreRequested(QPointF imagePoint);

protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;

private:
  [[nodiscard]] double scale() const;

  QPixmap picture_;
  QSize size_;
  QRectF visible_;
};

}  // namespace touchstone::ui
