#pragma once

#include <QFrame>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace touchstone::ui {

/// Finds every action by a few letters of its name and runs it. Deletes itself when closed.
class CommandPalette : public QFrame {
  Q_OBJECT

public:
  CommandPalette(const QList<QAction*>& actions, QWidget* window);

  void popUp();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  void filter(const QString& text);
  void runCurrent();

  QList<QAction*> commands_;
  QLineEdit* search_;
  QListWidget* list_;
};

}  // namespace touchstone::ui
