#pragma once

#include <QFrame>

namespace touchstone::ui {

/// Explains the query language by examples, each of which can be taken over by a click. Deletes
/// itself when closed.
class QueryHelp : public QFrame {
  Q_OBJECT

public:
  explicit QueryHelp(QWidget* parent);

  /// Shows itself with its top-left corner there, within the screen.
  void popUp(const QPoint& globalPosition);

Q_SIGNALS:
  void chosen(const QString& query);
};

}  // namespace touchstone::ui
