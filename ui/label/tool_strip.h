#pragma once

#include <QFrame>

class QAction;
class QVBoxLayout;

namespace touchstone::ui {

/// The tools, one below the other at the left edge of the picture.
class ToolStrip : public QFrame {
  Q_OBJECT

public:
  explicit ToolStrip(QWidget* parent = nullptr);

  /// Adds a button; a line parts it from a tool of another group above it.
  void addTool(QAction* action, int group);

private:
  QVBoxLayout* buttons_;
  int group_ = 0;
};

}  // namespace touchstone::ui
