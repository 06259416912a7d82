#pragma once

#include "ui/label/image_list_look.h"

#include <QListView>
#include <QTimer>

namespace touchstone::ui {

class ImageListDelegate;

/// Shows an ImageListModel as a list or as a grid. Only what is in view is painted; letters are
/// left to the shortcuts.
class ImageListView : public QListView {
  Q_OBJECT

public:
  explicit ImageListView(QWidget* parent = nullptr);

  void setModel(QAbstractItemModel* model) override;
  void setLook(const ImageListLook& look);
  [[nodiscard]] const ImageListLook& look() const { return look_; }
  /// What to say when there is nothing to list.
  void setPlaceholder(const QString& sentence);

  void keyboardSearch(const QString& /*search*/) override {}

Q_SIGNALS:
  /// These rows came into view: settled for a moment, so not while scrolling fast.
  void viewed(int firstRow, int lastRow);
  /// Ctrl and the wheel ask for larger (positive) or smaller thumbnails.
  void zoomRequested(int steps);

protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

private:
  void layOutGrid();
  void announceView();

  ImageListDelegate* delegate_;
  ImageListLook look_;
  QString placeholder_;
  QTimer settled_;
};

}  // namespace touchstone::ui
