#pragma once

#include <QImage>
#include <QWidget>

namespace touchstone::ui {

/// A picture drawn at the scale at which another size would fill the widget, so that two views
/// beside each other show how a picture shrinks; enlarged pixels stay square.
class PixelView : public QWidget {
  Q_OBJECT

public:
  explicit PixelView(const QString& name, QWidget* parent = nullptr);

  /// Shows `picture`; `reference` is the size that would fill the widget.
  void show(const QImage& picture, QSize reference);
  /// Says why there is no picture.
  void showNothing(const QString& sentence);

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  QImage picture_;
  QSize reference_;
  QString sentence_;
};

}  // namespace touchstone::ui
