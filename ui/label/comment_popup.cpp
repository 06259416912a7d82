#include "ui/label/comment_popup.h"

#include "ui/theme/parts.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {

CommentPopup::CommentPopup(const QString& text, QWidget* parent)
    : QFrame(parent, Qt::Popup), text_(new QPlainTextEdit(text)) {
  setAttribute(Qt::WA_DeleteOnClose);
  theme::setRole(this, theme::Role::Popup);
  setAccessibleName(tr("Comment"));
  text_->setPlaceholderText(tr("What should be looked at here?"));
  text_->setAccessibleName(tr("Text of the comment"));
  text_->setTabChangesFocus(true);
  text_->installEventFilter(this);
  text_->setFixedHeight(12 * theme::grid);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::tight);
  layout->addWidget(text_);
  layout->addWidget(makeCaption(tr("Enter saves it · Shift+Enter new line · Esc gives up")));
  setFixedWidth(40 * theme::grid);
}

void CommentPopup::popUp(const QPoint& globalPosition) {
  adjustSize();
  QPoint position = globalPosition;
  if (const QScreen* screen = QGuiApplication::screenAt(globalPosition)) {
    const QRect area = screen->availableGeometry();
    position.setX(
        std::clamp(position.x(), area.left(), std::max(area.left(), area.right() - width())));
    position.setY(
        std::clamp(position.y(), area.top(), std::max(area.top(), area.bottom() - height())));
  }
  move(position);
  show();
  text_->setFocus();
  text_->moveCursor(QTextCursor::End);
}

bool CommentPopup::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (isEnter && !key->modifiers().testFlag(Qt::ShiftModifier)) {
      const QString text = text_->toPlainText();
      close();
      Q_EMIT written(text);
      return true;
    }
    if (key->key() == Qt::Key_Escape) {
      close();
      return true;
    }
  }
  return QFrame::eventFilter(watched, event);
}

}  // namespace touchstone::ui
