#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace touchstone::ui {

/// Lets a person change the keys of every action. Keys that another action has in the same place
/// are shown before they are taken over. Deletes itself when closed.
class ShortcutEditor : public QDialog {
  Q_OBJECT

public:
  explicit ShortcutEditor(const QList<QAction*>& actions, QWidget* parent = nullptr);

private:
  void layOut();
  void fill();
  void filter(const QString& text);
  void showCurrent();
  void tryKeys(const QKeySequence& keys);
  void takeKeys();
  void addKeys();
  void give(const QList<QKeySequence>& keys);
  void resetCurrent();
  void resetAll();
  void refresh();
  [[nodiscard]] QAction* current() const;

  QList<QAction*> actions_;
  QLineEdit* search_;
  QTreeWidget* table_;
  QLabel* name_;
  QKeySequenceEdit* keys_;
  QLabel* clash_;
  QPushButton* replace_;
  QPushButton* add_;
  QPushButton* clear_;
  QPushButton* reset_;
  QPushButton* resetAll_;
};

}  // namespace touchstone::ui
