#pragma once

#include "labeling/annotation/document.h"

#include <QTabWidget>

namespace touchstone::ui {

class ClassesPanel;
class CommentCommands;
class CommentsPanel;
class DetailsPanel;
class HistoryPanel;
class LabelState;
class ObjectsPanel;
class ProjectSession;

/// What stands at the right of the picture: classes and objects, the details of the selected ones,
/// comments, and the history.
class SidePanel : public QTabWidget {
  Q_OBJECT

public:
  SidePanel(LabelState& state, CommentCommands& comments, QWidget* parent = nullptr);
  void setSession(ProjectSession* session);

  [[nodiscard]] ClassesPanel& classes() { return *classes_; }
  [[nodiscard]] ObjectsPanel& objects() { return *objects_; }
  [[nodiscard]] CommentsPanel& comments() { return *comments_; }
  [[nodiscard]] HistoryPanel& history() { return *history_; }
  void showDetails();
  void showComments();

private:
  ClassesPanel* classes_;
  ObjectsPanel* objects_;
  DetailsPanel* details_;
  CommentsPanel* comments_;
  HistoryPanel* history_;
};

}  // namespace touchstone::ui
