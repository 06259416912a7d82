#pragma once

#include "ui/tools/tool_option.h"

#include <QFrame>

#include <vector>

class QAction;
class QLabel;
class QToolBar;
class QToolButton;

namespace touchstone::ui {

class ElidedLabel;
class Tool;

/// The row above the picture: what the tool is, what can be set about it, and how to use it.
class ToolOptionsBar : public QFrame {
  Q_OBJECT

public:
  explicit ToolOptionsBar(QWidget* parent = nullptr);

  /// Shows a tool, after giving it the values that were chosen last.
  void show(const QString& id, const QString& name, Tool& tool);
  /// Shows the tool's hint and values as they are now, and remembers the values.
  void refresh(const Tool& tool);
  /// Sets the switch that is shown with tools that draw objects.
  void setKeepAction(QAction* action);

Q_SIGNALS:
  void changed(const QString& id, const QVariant& value);
  void pressed(const QString& id);

protected:
  void resizeEvent(QResizeEvent* event) override;

private:
  void rebuild();
  void showNameWhereItFits();
  void remember() const;
  void showValue(QWidget& widget, const ToolOption& option);
  [[nodiscard]] QWidget* makeWidget(const ToolOption& option);

  QString tool_;
  std::vector<ToolOption> options_;
  std::vector<QWidget*> widgets_;  ///< of options_, in the same order
  QLabel* name_;
  QToolBar* row_;  ///< what does not fit stands in the menu at its end
  ElidedLabel* hint_;
  QToolButton* keep_;
};

}  // namespace touchstone::ui
