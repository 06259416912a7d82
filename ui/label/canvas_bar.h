#pragma once

#include <QFrame>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace touchstone::labeling {
struct Image;
}

namespace touchstone::ui {

class ElidedLabel;

/// The strip above the picture: tools, what the image is, and the zoom.
class CanvasBar : public QFrame {
  Q_OBJECT

public:
  explicit CanvasBar(QWidget* parent = nullptr);

  /// Adds a button at the left (tools and steps) or at the right (the view).
  QToolButton* addTool(QAction* action);
  QToolButton* addViewTool(QAction* action);

  void showImage(const labeling::Image* image, int position, int count);
  void showZoom(double zoom);
  /// Says how the picture is shown differently from what it is; hidden when the text is empty.
  void showTone(const QString& text);

Q_SIGNALS:
  /// The picture should be shown as it is.
  void neutralRequested();

private:
  QHBoxLayout* tools_;
  QHBoxLayout* viewTools_;
  ElidedLabel* name_;
  ElidedLabel* detail_;
  QLabel* state_;
  QLabel* zoom_;
  QToolButton* tone_;
};

}  // namespace touchstone::ui
