#include "ui/label/page_text.h"

#include "ui/theme/theme.h"

#include <QSignalBlocker>

namespace touchstone::ui {
namespace {

constexpr int pauseTime = 1500;  ///< milliseconds

}  // namespace

PageText::PageText(QWidget* parent) : QPlainTextEdit(parent) {
  setTabChangesFocus(true);
  setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
  pause_.setSingleShot(true);
  pause_.setInterval(pauseTime);
  connect(&pause_, &QTimer::timeout, this, &PageText::commit);
  connect(this, &QPlainTextEdit::textChanged, this, [this] { pause_.start(); });
}

void PageText::setStored(const QString& text) {
  if (text == stored_ && toPlainText() != stored_ && hasFocus()) {
    return;
  }
  stored_ = text;
  if (toPlainText() != text) {
    const QSignalBlocker quiet(this);
    setPlainText(text);
  }
  pause_.stop();
}

void PageText::commit() {
  pause_.stop();
  if (const QString text = toPlainText(); text != stored_) {
    stored_ = text;
    Q_EMIT committed(text);
  }
}

void PageText::setLines(int lines) {
  setFixedHeight(lines * fontMetrics().lineSpacing() + 3 * theme::grid);
}

void PageText::focusOutEvent(QFocusEvent* event) {
  QPlainTextEdit::focusOutEvent(event);
  commit();
}

}  // namespace touchstone::ui
