#pragma once

#include <QFrame>

class QPlainTextEdit;

namespace touchstone::ui {

/// Asks for the text of a comment at a place on the screen: Enter takes it, Shift+Enter begins a
/// new line, Escape gives up. Deletes itself when closed.
class CommentPopup : public QFrame {
  Q_OBJECT

public:
  CommentPopup(const QString& text, QWidget* parent);

  void popUp(const QPoint& globalPosition);

Q_SIGNALS:
  void written(const QString& text);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  QPlainTextEdit* text_;
};

}  // namespace touchstone::ui
