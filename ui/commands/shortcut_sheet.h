#pragma once

#include <QDialog>
#include <QList>

class QAction;

namespace touchstone::ui {

/// Lists the keys of all actions.
class ShortcutSheet : public QDialog {
  Q_OBJECT

public:
  ShortcutSheet(const QList<QAction*>& actions, QWidget* parent);
};

}  // namespace touchstone::ui
