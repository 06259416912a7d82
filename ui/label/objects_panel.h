#pragma once

#include "labeling/annotation/edit.h"

#include <QWidget>

class QLabel;
class QListWidget;

namespace touchstone::ui {

class LabelState;
class ProjectSession;

/// The objects of the image, in step with what is selected on the canvas.
class ObjectsPanel : public QWidget {
  Q_OBJECT

public:
  explicit ObjectsPanel(LabelState& state, QWidget* parent = nullptr);
  void setSession(ProjectSession* session);

Q_SIGNALS:
  void classChangeRequested();
  void removalRequested();

private:
  void rebuild();
  void showSelection();
  void takeSelection();

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  QLabel* heading_;
  QListWidget* list_;
  QLabel* hint_;
};

}  // namespace touchstone::ui
