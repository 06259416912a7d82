#pragma once

#include <QWidget>

class QButtonGroup;

namespace touchstone::ui {

/// One click to the images of a state: all, unlabelled, labelled, verified.
class StateChips : public QWidget {
  Q_OBJECT

public:
  explicit StateChips(QWidget* parent = nullptr);

  /// Shows which state the query asks for: a name of queryNames(QueryField::State), or empty.
  void setState(const QString& state);

Q_SIGNALS:
  void chosen(const QString& state);

private:
  QButtonGroup* buttons_;
};

}  // namespace touchstone::ui
