#pragma once

#include "labeling/annotation/document.h"

#include <QFrame>
#include <QPointer>

class QKeyEvent;
class QLineEdit;
class QListWidget;

namespace touchstone::ui {

/// Asks for a class at a place on the screen: type to filter, Enter takes it, a digit the class of
/// that key, a new name makes a new class, Escape gives up. Deletes itself when closed.
///
/// It lies in the window and not over it: a press beside it closes it and still goes where it was
/// made, so that the next object can be drawn at once.
class ClassPopup : public QFrame {
  Q_OBJECT

public:
  /// `parent` is a widget of the window in which it lies.
  ClassPopup(const labeling::Document& document, labeling::ClassId current, QWidget* parent);

  /// Lets a press beside it take what Enter would; else such a press gives up.
  void setTakenByPressElsewhere() { takenByPressElsewhere_ = true; }
  void popUp(const QPoint& globalPosition);

Q_SIGNALS:
  void chosen(const QString& name);
  void dismissed();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  bool takeKey(const QKeyEvent& key);
  bool takeDigit(const QString& digit);
  void filter(const QString& text);
  void accept();
  void finish(const QString& name);
  void giveUp();
  void leave();
  void end();

  struct Entry {
    QString name;
    QString key;
    std::uint32_t colour;
  };

  std::vector<Entry> entries_;
  QString currentName_;
  QLineEdit* search_;
  QListWidget* list_;
  QPointer<QWidget> focusBefore_;
  bool takenByPressElsewhere_ = false;
  bool isFinished_ = false;
};

}  // namespace touchstone::ui
