#pragma once

#include "ui/label/comment_list_model.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QListView;
class QToolButton;

namespace touchstone::ui {

class CommentCommands;

/// The comments of the image or of the project: read, go to, resolve, change, delete.
class CommentsPanel : public QWidget {
  Q_OBJECT

public:
  CommentsPanel(LabelState& state, CommentCommands& commands, QWidget* parent = nullptr);
  void setSession(ProjectSession* session);

Q_SIGNALS:
  /// Asks for a new comment to be written, at a place that the person shows.
  void additionRequested();
  void editRequested(qint64 comment, QPoint globalPosition);
  /// How many comments of the project are open.
  void openCountChanged(int count);

private:
  void layOut();
  void wire();
  void showMenu(const QPoint& position);
  void showCurrent();
  void refresh();
  void requestEdit();
  [[nodiscard]] labeling::CommentId current() const;

  LabelState& state_;
  CommentCommands& commands_;
  ProjectSession* session_ = nullptr;
  CommentListModel model_;
  QLabel* heading_;
  QLabel* hint_;
  QComboBox* scope_;
  QCheckBox* resolved_;
  QListView* list_;
  QToolButton* add_;
  QToolButton* resolve_;
  QToolButton* edit_;
  QToolButton* remove_;
};

}  // namespace touchstone::ui
