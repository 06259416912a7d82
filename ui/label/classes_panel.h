#pragma once

#include "ui/label/class_list_model.h"

#include <QWidget>

class QListView;
class QLabel;
class QMenu;
class QToolButton;

namespace touchstone::ui {

/// The classes of the project: choose, add, rename, recolour, hide. Where whole images are
/// labelled, a click tags the image.
class ClassesPanel : public QWidget {
  Q_OBJECT

public:
  explicit ClassesPanel(LabelState& state, QWidget* parent = nullptr);
  void setSession(ProjectSession* session);

Q_SIGNALS:
  void chosen(qint64 labelClass);
  /// Asks for the label book at the page of the class (0: any).
  void bookRequested(qint64 labelClass);
  /// Asks for all objects of the class on the image to be selected.
  void objectsRequested(qint64 labelClass);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  void layOut();
  void wire();
  void add();
  void showMenu(const QPoint& position);
  void addEditingTo(QMenu& menu, const QModelIndex& index, labeling::ClassId id);
  void setKey(labeling::ClassId labelClass, char key);
  void updateHint();

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  ClassListModel model_;
  QListView* list_;
  QLabel* hint_;
  QToolButton* wholeImages_;
  QToolButton* book_;
  QToolButton* plus_;
};

}  // namespace touchstone::ui
