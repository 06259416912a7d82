#pragma once

#include "ui/label/object_list_model.h"

#include <QWidget>

class QComboBox;
class QItemSelection;
class QLabel;
class QTreeView;

namespace touchstone::ui {

/// The objects of the image, in step with what is selected on the canvas: what kind each is, and
/// whether it can be seen, is locked, is checked.
class ObjectsPanel : public QWidget {
  Q_OBJECT

public:
  explicit ObjectsPanel(LabelState& state, QWidget* parent = nullptr);
  void setSession(ProjectSession* session);
  [[nodiscard]] const ObjectListModel& model() const { return model_; }

Q_SIGNALS:
  void classChangeRequested();
  void removalRequested();
  /// Asks for the menu of the selected objects.
  void menuRequested(QPoint globalPosition);

private:
  void layOut();
  void showSelection();
  void takeSelection();
  void takeClick(const QModelIndex& index);
  void updateHeading();
  void fillFilter();

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  ObjectListModel model_;
  QLabel* heading_;
  QComboBox* filter_;
  QTreeView* list_;
  QLabel* hint_;
  bool isShowing_ = false;  ///< the selection comes from the canvas
};

}  // namespace touchstone::ui
