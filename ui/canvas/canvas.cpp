#include "ui/canvas/canvas.h"

#include "ui/canvas/picture_layer.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"
#include "ui/theme/theme.h"
#include "ui/tools/select_tool.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <opencv2/core/mat.hpp>

#include <cmath>

namespace touchstone::ui {
namespace {

constexpr double wheelStep = 1.25;  ///< zoom factor of one notch

KeyPress keyPressOf(const QKeyEvent& event) {
  return {.key = event.key(), .modifiers = event.modifiers(), .isRepeat = event.isAutoRepeat()};
}

}  // namespace

Canvas::Canvas(LabelState& state, QWidget* parent)
    : QWidget(parent), state_(state), tool_(std::make_unique<SelectTool>()) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMinimumSize(320, 240);
  setAccessibleName(tr("Picture"));
  setAccessibleDescription(tr("The image with its objects. W draws a box, Escape ends drawing."));
  const auto repaint = [this] { update(); };
  connect(&state_, &LabelState::selectionChanged, this, repaint);
  connect(&state_, &LabelState::currentClassChanged, this, repaint);
  connect(&state_, &LabelState::visibilityChanged, this, repaint);
}

Canvas::~Canvas() = default;

void Canvas::setSession(ProjectSession* session) {
  session_ = session;
  objects_.clear();
  setPicture({});
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, [this] { update(); });
  }
}

void Canvas::setPicture(const Picture& picture) {
  tool_->cancel();
  objects_.clear();
  picture_ = picture;
  notice_.clear();
  // The zoom is kept from one image to the next of the same size.
  if (!picture.isNull() && picture.size() != lastSize_) {
    lastSize_ = picture.size();
    follow_ = follow_ == Follow::Free ? Follow::Fit : follow_;
  }
  applyFollow();
}

void Canvas::setNotice(const QString& sentence) {
  setPicture({});
  notice_ = sentence;
  update();
}

void Canvas::setTool(std::unique_ptr<Tool> tool) {
  tool_ = std::move(tool);
  tool_->onChange([this] { refresh(); });
  refresh();
}

void Canvas::pressToolButton(const QString& id) {
  if (canEdit()) {
    perform(tool_->pressButton(id, context()));
  }
}

void Canvas::setPending(const std::optional<labeling::Shape>& shape) {
  pending_ = shape;
  update();
}

double Canvas::zoom() const {
  return view_.scale() * devicePixelRatioF();
}

void Canvas::zoomBy(double factor) {
  setZoom(zoom() * factor, pointer_.value_or(QPointF(width() / 2.0, height() / 2.0)));
}

void Canvas::zoomToActualSize() {
  setZoom(1, QPointF(width() / 2.0, height() / 2.0));
}

void Canvas::zoomToFit() {
  follow(Follow::Fit);
}

void Canvas::zoomToWidth() {
  follow(Follow::Width);
}

void Canvas::reveal(labeling::AnnotationId id) {
  const labeling::Annotation* annotation =
      session_ == nullptr ? nullptr : session_->document().annotation(id);
  if (annotation == nullptr || labeling::isImageTag(annotation->shape)) {
    return;
  }
  const labeling::Box bounds = boundsOf(annotation->shape);
  if (!QRectF(rect()).contains(view_.toView(bounds))) {
    view_.place(bounds.centre(), QPointF(width() / 2.0, height() / 2.0));
    follow_ = Follow::Free;
  }
  update();
}

bool Canvas::cancelGesture() {
  const bool wasActive = tool_->cancel();
  refresh();
  return wasActive;
}

void Canvas::setZoom(double zoom, QPointF about) {
  follow_ = Follow::Free;
  view_.setScale(zoom / devicePixelRatioF(), about);
  update();
  Q_EMIT zoomChanged(this->zoom());
}

void Canvas::follow(Follow how) {
  follow_ = how;
  applyFollow();
}

void Canvas::applyFollow() {
  if (follow_ == Follow::Fit) {
    view_.fit(size(), picture_.size());
  } else if (follow_ == Follow::Width) {
    view_.fitWidth(size(), picture_.size());
  }
  update();
  Q_EMIT zoomChanged(zoom());
}

void Canvas::perform(const ToolAnswer& answer) {
  if (answer.edit) {
    Q_EMIT edited(*answer.edit);
  }
  if (answer.selection) {
    state_.select(*answer.selection);
  }
  refresh();
  if (!answer.choices.empty()) {
    Q_EMIT choiceRequested(answer.choices, QCursor::pos());
  }
  if (!answer.message.isEmpty()) {
    Q_EMIT session_->message(answer.message);
  }
  if (answer.request != ToolRequest::None) {
    Q_EMIT requested(answer.request);
  }
}

void Canvas::refresh() {
  setCursor(panFrom_ ? Qt::ClosedHandCursor : tool_->cursor());
  update();
  Q_EMIT toolChanged();
}

bool Canvas::canEdit() const {
  return session_ != nullptr && !picture_.isNull();
}

ToolContext Canvas::context() const {
  return {.document = session_->document(),
          .image = state_.image(),
          .currentClass = state_.currentClass(),
          .selection = state_.selection(),
          .newAnnotationId = [session = session_] { return session->project().newAnnotationId(); },
          .isHidden =
              [this](labeling::AnnotationId id) {
                return state_.objectsHidden() || state_.isHidden(id);
              },
          .pixels = [this](const labeling::Box& region) { return pixelsOf(picture_, region); }};
}

PointerEvent Canvas::pointerEvent(const QMouseEvent& event) const {
  return {.imagePoint = view_.toImage(event.position()),
          .button = event.button(),
          .modifiers = event.modifiers(),
          .reach = reachOnScreen / view_.scale()};
}

void Canvas::reportPointer(QPointF position) {
  const labeling::Point point = view_.toImage(position);
  QString text = tr("x %1  y %2").arg(std::floor(point.x)).arg(std::floor(point.y));
  if (tool_->drafts().size() == 1) {
    const labeling::Box box = boundsOf(tool_->drafts().begin()->second);
    text = tr("%1 × %2 px at %3, %4").arg(box.width()).arg(box.height()).arg(box.x0).arg(box.y0);
  }
  Q_EMIT readoutChanged(canEdit() ? text : QString());
}

bool Canvas::event(QEvent* event) {
  if (!canEdit()) {
    return QWidget::event(event);
  }
  const auto* key = static_cast<QKeyEvent*>(event);
  if (event->type() == QEvent::ShortcutOverride && tool_->wants(keyPressOf(*key), context())) {
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

void Canvas::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.fillRect(rect(), theme::colours().canvas);
  if (picture_.isNull()) {
    painter.setPen(theme::colours().text);
    const int margin = theme::page;
    painter.drawText(rect().adjusted(margin, margin, -margin, -margin),
                     Qt::AlignCenter | Qt::TextWordWrap, notice_);
    return;
  }
  paintPicture(painter, picture_, view_, rect());
  if (session_ != nullptr) {
    objects_.paint(painter, view_, session_->document(), state_, *tool_);
  }
  if (pending_) {
    paintShape(painter, *pending_, view_,
               {.colour = theme::colours().accent, .label = {}, .selected = true});
  }
  if (canEdit()) {
    painter.setRenderHint(QPainter::Antialiasing);
    tool_->paintOverlay(painter, view_, context());
  }
  if (pointer_ && tool_->showsCrosshair() && !panFrom_) {
    paintCrosshair(painter, *pointer_, rect());
  }
}

void Canvas::resizeEvent(QResizeEvent* /*event*/) {
  applyFollow();
}

void Canvas::wheelEvent(QWheelEvent* event) {
  const double notches = event->angleDelta().y() / 120.0;
  if (notches != 0 && !picture_.isNull()) {
    setZoom(zoom() * std::pow(wheelStep, notches), event->position());
  }
  event->accept();
}

void Canvas::mousePressEvent(QMouseEvent* event) {
  press(*event, false);
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event) {
  press(*event, true);
}

void Canvas::press(QMouseEvent& event, bool isDouble) {
  setFocus(Qt::MouseFocusReason);
  const bool wantsPan = event.button() == Qt::MiddleButton;
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

void Canvas::mouseMoveEvent(QMouseEvent* event) {
  pointer_ = event->position();
  if (panFrom_) {
    view_.panBy(event->position() - *panFrom_);
    panFrom_ = event->position();
    follow_ = Follow::Free;
    update();
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
  update();
  Q_EMIT readoutChanged({});
}

void Canvas::keyPressEvent(QKeyEvent* event) {
  if (canEdit() && tool_->wants(keyPressOf(*event), context())) {
    perform(tool_->key(keyPressOf(*event), context()));
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

void Canvas::contextMenuEvent(QContextMenuEvent* event) {
  if (event->reason() != QContextMenuEvent::Mouse) {
    Q_EMIT menuRequested(event->globalPos());
  }
}

}  // namespace touchstone::ui
