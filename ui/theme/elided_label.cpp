#include "ui/theme/elided_label.h"

#include <QEvent>

namespace touchstone::ui {

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent) {
  setTextFormat(Qt::PlainText);
  setMinimumWidth(0);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::showText(const QString& text, const QString& toolTip) {
  text_ = text;
  toolTip_ = toolTip;
  elide();
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
  QLabel::resizeEvent(event);
  elide();
}

void ElidedLabel::changeEvent(QEvent* event) {
  QLabel::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
    elide();
  }
}

void ElidedLabel::elide() {
  const QString shown = fontMetrics().elidedText(text_, Qt::ElideRight, contentsRect().width());
  if (shown != text()) {
    setText(shown);
  }
  setToolTip(shown == text_ || !toolTip_.isEmpty() ? toolTip_ : text_);
}

}  // namespace touchstone::ui
