#pragma once

#include "ui/label/image_list_look.h"
#include "ui/label/image_order.h"

#include <QWidget>

class QToolButton;

namespace touchstone::ui {

/// The buttons above the image list: list or grid, how it is sorted, saved searches, data set
/// health.
class ListBar : public QWidget {
  Q_OBJECT

public:
  explicit ListBar(QMenu* queues, QWidget* parent = nullptr);

  void showLook(const ImageListLook& look);
  void showOrder(const ImageOrder& order);

Q_SIGNALS:
  void gridRequested(bool grid);
  void orderRequested(const touchstone::ui::ImageOrder& order);
  void healthRequested();

private:
  void makeOrderMenu();

  QToolButton* list_;
  QToolButton* grid_;
  QToolButton* orderButton_;
  ImageOrder order_;
};

}  // namespace touchstone::ui
