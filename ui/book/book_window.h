#pragma once

#include "labeling/annotation/document.h"

#include <QWidget>

class QScrollArea;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace touchstone::ui {

class ClassPage;
class ClassTreeModel;
class EmptyState;
class LabelState;
class ProjectSession;

/// The label book: all classes at the left, the page of one at the right. A window of its own that
/// stays beside the picture.
class BookWindow : public QWidget {
  Q_OBJECT

public:
  explicit BookWindow(LabelState& state, QWidget* parent);

  void setSession(ProjectSession* session);
  /// Opens the page of the class, of the first one for 0.
  void showClass(labeling::ClassId id);
  [[nodiscard]] labeling::ClassId shownClass() const;
  /// Lets the definition of the shown class be typed.
  void editDefinition();

protected:
  void closeEvent(QCloseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  QWidget* makeIndex();
  void add();
  /// Moves the class of the page up or down among its siblings.
  void moveBy(int steps);
  void select(labeling::ClassId id);
  void showCurrent();

  ProjectSession* session_ = nullptr;
  ClassTreeModel* model_;
  QTreeView* tree_;
  ClassPage* page_;
  QStackedWidget* pages_;
  QToolButton* up_ = nullptr;
  QToolButton* down_ = nullptr;
};

}  // namespace touchstone::ui
