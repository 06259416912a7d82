#pragma once

#include "ui/label/class_list_model.h"

#include <QWidget>

class QListView;
class QLabel;
class QToolButton;

namespace touchstone::ui {

/// The classes of the project: choose, add, rename, recolour. Where whole images are labelled, a
/// click tags the image.
class ClassesPanel : public QWidget {
  Q_OBJECT

public:
  explicit ClassesPanel(LabelState& state, QWidget* parent = nullptr);
  void setSession(ProjectSession* session);

Q_SIGNALS:
  void chosen(qint64 labelClass);

private:
  void add();
  void showMenu(const QPoint& position);
  void chooseColour(labeling::ClassId labelClass);
  void setKey(labeling::ClassId labelClass, char key);
  void remove(labeling::ClassId labelClass);
  void updateHint();

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  ClassListModel model_;
  QListView* list_;
  QLabel* hint_;
  QToolButton* wholeImages_;
};

}  // namespace touchstone::ui
