#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QScrollArea;

namespace touchstone::ui {

/// Shows all keys as they are now, by what they belong to, in as many columns as fit. Deletes
/// itself when closed.
class ShortcutSheet : public QDialog {
  Q_OBJECT

public:
  explicit ShortcutSheet(const QList<QAction*>& actions, QWidget* parent = nullptr);

Q_SIGNALS:
  void editRequested();

protected:
  void resizeEvent(QResizeEvent* event) override;

private:
  /// What is done and by which keys.
  struct Row {
    QString what;
    QString keys;
  };
  struct Section {
    QString title;
    QList<Row> rows;
  };

  static QList<Section> sectionsOf(const QList<QAction*>& actions);
  /// What the mouse and the fixed keys do there.
  static Section pictureSection();
  void arrange();
  [[nodiscard]] int columnsThatFit() const;

  QList<Section> sections_;
  QLineEdit* search_;
  QScrollArea* area_;
  int columns_ = 0;
};

}  // namespace touchstone::ui
