#include "ui/canvas/canvas.h"
#include "ui/canvas/wheel_use.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>

#include <cmath>

// What the mouse and the keyboard do on the canvas; the rest of the class is in canvas.cpp.
namespace touchstone::ui {
namespace {

constexpr double wheelStep = 1.25;  ///< zoom factor of one notch

KeyPress keyPressOf(const QKeyEvent& event) {
  return {.key = event.key(), .modifiers = event.modifiers(), .isRepeat = event.isAutoRepeat()};
}

bool isSpace(const QKeyEvent& event) {
  return event.key() == Qt::Key_Space && event.modifiers() == Qt::NoModifier;
}

}  // namespace

PointerEvent Canvas::pointerEvent(const QMouseEvent& event) const {
  return {.imagePoint = view().toImage(event.position()),
          .button = event.button(),
          .modifiers = event.modifiers(),
          .reach = reachOnScreen / view().scale()};
}

void Canvas::reportPointer(QPointF position) {
  const labeling::Point point = view().toImage(position);
  QString text = tr("x %1  y %2").arg(std::floor(point.x)).arg(std::floor(point.y));
  if (tool_->drafts().size() == 1) {
    const labeling::Box box = boundsOf(tool_->drafts().begin()->second);
    text = tr("%1 × %2 px at %3, %4").arg(box.width()).arg(box.height()).arg(box.x0).arg(box.y0);
  }
  Q_EMIT readoutChanged(canEdit() ? text : QString());
}

bool Canvas::event(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
    showObjects();
  }
  if (!canEdit()) {
    return QWidget::event(event);
  }
  if (event->type() == QEvent::NativeGesture) {
    const auto* gesture = static_cast<QNativeGestureEvent*>(event);
    if (gesture->gestureType() == Qt::ZoomNativeGesture) {
      setZoom(zoom() * (1 + gesture->value()), gesture->position());
      return true;
    }
  }
  const auto* key = static_cast<QKeyEvent*>(event);
  if (event->type() == QEvent::ShortcutOverride &&
      (tool_->wants(keyPressOf(*key), context()) || isSpace(*key))) {
    event->accept();
    return true;
  }
  // Tab goes through objects that lie over each other; where there are none it moves the focus.
  if (event->type() == QEvent::KeyPress &&
      (key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab)) {
    const ToolAnswer answer = tool_->cycle(key->key() == Qt::Key_Tab ? 1 : -1, context());
    if (answer.handled) {
      perform(answer);
      return true;
    }
  }
  return QWidget::event(event);
}

void Canvas::wheelEvent(QWheelEvent* event) {
  event->accept();
  if (!hasPicture()) {
    return;
  }
  const WheelUse use = wheelUseOf(*event);
  switch (use.kind) {
    case WheelUse::Kind::Zoom:
      setZoom(zoom() * std::pow(wheelStep, use.notches), event->position());
      break;
    case WheelUse::Kind::Pan:
      panBy(use.pan);
      break;
    case WheelUse::Kind::Brighten:
      brighten(static_cast<int>(std::lround(use.notches)));
      break;
  }
}

void Canvas::mousePressEvent(QMouseEvent* event) {
  press(*event, false);
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event) {
  press(*event, true);
}

void Canvas::press(QMouseEvent& event, bool isDouble) {
  setFocus(Qt::MouseFocusReason);
  const bool wantsPan =
      event.button() == Qt::MiddleButton || (event.button() == Qt::LeftButton && space_.isHeld());
  if (!wantsPan && canEdit() && choosesSuggestion(event)) {
    Q_EMIT suggestionChosen(*suggestions_.hovered());
    return;
  }
  if (!wantsPan && canEdit()) {
    const ToolAnswer answer = isDouble ? tool_->doubleClick(pointerEvent(event), context())
                                       : tool_->press(pointerEvent(event), context());
    perform(answer);
    if (answer.handled) {
      return;
    }
  }
  if (wantsPan || event.button() == Qt::LeftButton) {
    panFrom_ = event.position();
    refresh();
  }
}

bool Canvas::choosesSuggestion(const QMouseEvent& event) {
  // An object in reach of the pointer comes first, and a tool that draws draws.
  suggestions_.setHovered(suggestions_.at(view().toImage(event.position())));
  return event.button() == Qt::LeftButton && event.modifiers() == Qt::NoModifier &&
         !state_.objectsHidden() && suggestions_.hovered() && !tool_->drawsObjects() &&
         tool_->hovered() == 0;
}

void Canvas::mouseMoveEvent(QMouseEvent* event) {
  pointer_ = event->position();
  if (!suggestions_.isEmpty() &&
      suggestions_.setHovered(suggestions_.at(view().toImage(*pointer_)))) {
    update();
  }
  if (panFrom_) {
    panBy(event->position() - *panFrom_);
    panFrom_ = event->position();
    space_.drag();
  } else if (canEdit()) {
    perform(tool_->move(pointerEvent(*event), context()));
  }
  reportPointer(event->position());
}

void Canvas::mouseReleaseEvent(QMouseEvent* event) {
  if (panFrom_) {
    panFrom_.reset();
    refresh();
  } else if (canEdit()) {
    const ToolAnswer answer = tool_->release(pointerEvent(*event), context());
    perform(answer);
    reportPointer(event->position());
    // Here and not at the press: a drag with the right button is a gesture of its own.
    if (event->button() == Qt::RightButton && !answer.handled) {
      Q_EMIT menuRequested(event->globalPosition().toPoint());
    }
  }
}

void Canvas::leaveEvent(QEvent* /*event*/) {
  pointer_.reset();
  suggestions_.setHovered(std::nullopt);
  update();
  Q_EMIT readoutChanged({});
}

void Canvas::keyPressEvent(QKeyEvent* event) {
  if (canEdit() && tool_->wants(keyPressOf(*event), context())) {
    perform(tool_->key(keyPressOf(*event), context()));
    return;
  }
  if (isSpace(*event)) {
    space_.take(*event);
    refresh();
    return;
  }
  const int step = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
  switch (event->key()) {
    case Qt::Key_Left:
      Q_EMIT nudged({-step, 0}, event->isAutoRepeat());
      break;
    case Qt::Key_Right:
      Q_EMIT nudged({step, 0}, event->isAutoRepeat());
      break;
    case Qt::Key_Up:
      Q_EMIT nudged({0, -step}, event->isAutoRepeat());
      break;
    case Qt::Key_Down:
      Q_EMIT nudged({0, step}, event->isAutoRepeat());
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

void Canvas::keyReleaseEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Space || !space_.isHeld()) {
    QWidget::keyReleaseEvent(event);
    return;
  }
  const bool wasTap = space_.take(*event);
  refresh();
  if (wasTap) {
    Q_EMIT spaceTapped();
  }
}

void Canvas::focusOutEvent(QFocusEvent* event) {
  space_.letGo();
  refresh();
  QWidget::focusOutEvent(event);
}

void Canvas::contextMenuEvent(QContextMenuEvent* event) {
  if (event->reason() != QContextMenuEvent::Mouse) {
    Q_EMIT menuRequested(event->globalPos());
  }
}

}  // namespace touchstone::ui
