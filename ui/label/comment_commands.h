#pragma once

#include "labeling/annotation/document.h"

#include <QObject>
#include <QPoint>

class QWidget;

namespace touchstone::ui {

class LabelState;
class ProjectSession;

/// What a person can do with comments. Each command is one edit.
class CommentCommands : public QObject {
  Q_OBJECT

public:
  explicit CommentCommands(LabelState& state, QObject* parent = nullptr);
  void setSession(ProjectSession* session);

  /// Pins a comment to the place in the image in view. A blank text pins none. Returns its id or 0.
  labeling::CommentId add(labeling::Point place, const QString& text);
  void setText(labeling::CommentId comment, const QString& text);
  /// Resolves an open comment, or opens a resolved one again.
  void toggleResolved(labeling::CommentId comment);
  void remove(labeling::CommentId comment);
  /// Shows the next open comment of the project after the one in view.
  void showNext();
  /// Shows the image of the comment, and marks the comment.
  void show(labeling::CommentId comment);

Q_SIGNALS:
  /// Asks for the place in the image in view to be brought into sight.
  void placeRequested(double x, double y);

private:
  LabelState& state_;
  ProjectSession* session_ = nullptr;
};

/// How many comments of the image (of all images for 0) are open.
[[nodiscard]] int openComments(const labeling::Document& document, labeling::ImageId image);

}  // namespace touchstone::ui
