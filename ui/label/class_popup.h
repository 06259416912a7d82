#pragma once

#include "labeling/annotation/document.h"

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace touchstone::ui {

/// Asks for a class at a place on the screen: type to filter, Enter takes it, a new name makes a
/// new class, Escape gives up. Deletes itself when closed.
class ClassPopup : public QFrame {
  Q_OBJECT

public:
  ClassPopup(const labeling::Document& document, labeling::ClassId current, QWidget* parent);

  void popUp(const QPoint& globalPosition);

Q_SIGNALS:
  void chosen(const QString& name);
  void dismissed();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void closeEvent(QCloseEvent* event) override;

private:
  void filter(const QString& text);
  void accept();

  struct Entry {
    QString name;
    std::uint32_t colour;
  };

  std::vector<Entry> entries_;
  QString currentName_;
  QLineEdit* search_;
  QListWidget* list_;
  bool isChosen_ = false;
};

}  // namespace touchstone::ui
