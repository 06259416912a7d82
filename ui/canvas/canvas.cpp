#include "ui/canvas/canvas.h"

#include "ui/canvas/minimap.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"
#include "ui/theme/theme.h"
#include "ui/tools/select_tool.h"

#include <QPaintEvent>
#include <QPainter>
#include <opencv2/core/mat.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {
namespace {

constexpr int brightnessStep = 5;  ///< of one notch
constexpr int minimapSide = 360;   ///< pixels that the minimap is made from
constexpr int minimapMargin = 12;

}  // namespace

Canvas::Canvas(LabelState& state, QWidget* parent)
    : QWidget(parent),
      state_(state),
      minimap_(new Minimap(this)),
      objects_(state),
      tool_(std::make_unique<SelectTool>()) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMinimumSize(320, 240);
  setAccessibleName(tr("Picture"));
  setAccessibleDescription(tr("The image with its objects. W draws a box, Escape ends drawing."));
  const auto repaint = [this] { update(); };
  connect(&state_, &LabelState::imageChanged, this, &Canvas::changeImage);
  connect(&state_, &LabelState::selectionChanged, this, repaint);
  connect(&state_, &LabelState::currentClassChanged, this, repaint);
  connect(&state_, &LabelState::visibilityChanged, this, [this] {
    still_.invalidate();
    update();
  });
  connect(&picture_, &PictureLayer::arrived, this, [this](const QRectF& area) {
    still_.invalidate(
        view().toView(labeling::Box{area.left(), area.top(), area.right(), area.bottom()}));
    update();
  });
  connect(&options_, &ViewOptions::changed, this, [this] {
    objects_.setOpacity(options_.opacity());
    still_.invalidate();
    update();
  });
  connect(minimap_, &Minimap::centreRequested, this, [this](QPointF point) {
    const labeling::Point middle = view().toImage(rect().center());
    const QPointF moved = (QPointF(middle.x, middle.y) - point) * view().scale();
    panBy(moved.toPoint());
  });
  objects_.setOpacity(options_.opacity());
}

Canvas::~Canvas() = default;

void Canvas::setSession(ProjectSession* session) {
  session_ = session;
  view_.forget();
  setPicture({});
  showObjects();
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, &Canvas::followEdit);
  }
}

void Canvas::showObjects() {
  objects_.setFont(font());
  suggestions_.setFont(font());
  const labeling::Document* document = session_ == nullptr ? nullptr : &session_->document();
  objects_.setImage(document, state_.image());
  pins_.setImage(document, state_.image());
  still_.invalidate();
  update();
}

void Canvas::changeImage() {
  if (tone().window) {
    Tone next = tone();
    next.window.reset();
    setTone(next);
  }
  showObjects();
}

void Canvas::followEdit(const labeling::Edit& edit) {
  pins_.follow(edit);
  for (const QRectF& area : objects_.follow(edit, view())) {
    still_.invalidate(area);
  }
  update();
}

void Canvas::setPicture(const Picture& picture) {
  tool_->cancel();
  picture_.setPicture(picture);
  notice_.clear();
  minimap_->setPicture(picture_.overview(minimapSide), picture.size());
  if (!picture.isNull()) {
    view_.setPicture(picture.size(), state_.image(), options_.has(ViewOption::KeepView));
  }
  still_.invalidate();
  viewChanged();
}

void Canvas::placeMinimap() {
  const labeling::Point first = view().toImage(QPointF(0, 0));
  const labeling::Point last = view().toImage(QPointF(width(), height()));
  const QRectF whole(QPointF(0, 0), QSizeF(picture().size()));
  const QRectF visible = QRectF(QPointF(first.x, first.y), QPointF(last.x, last.y)) & whole;
  minimap_->setVisible(hasPicture() && options_.has(ViewOption::Minimap) && visible != whole);
  minimap_->setVisibleArea(visible);
  minimap_->move(width() - minimap_->width() - minimapMargin,
                 height() - minimap_->height() - minimapMargin);
}

void Canvas::setTone(const Tone& tone) {
  if (tone != picture_.tone()) {
    picture_.setTone(tone);
    minimap_->setPicture(picture_.overview(minimapSide), picture().size());
    still_.invalidate();
    update();
    Q_EMIT toneChanged(tone);
  }
}

void Canvas::brighten(int steps) {
  Tone next = tone();
  next.brightness = std::clamp(next.brightness + steps * brightnessStep, -100, 100);
  setTone(next);
}

void Canvas::refinePicture(const Picture& picture) {
  picture_.setPicture(picture);
  minimap_->setPicture(picture_.overview(minimapSide), picture.size());
  still_.invalidate();
  update();
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

void Canvas::setSuggestions(std::vector<ShownSuggestion> suggestions) {
  suggestions_.setSuggestions(std::move(suggestions));
  if (pointer_) {
    suggestions_.setHovered(suggestions_.at(view().toImage(*pointer_)));
  }
  update();
}

void Canvas::setPending(const std::optional<labeling::Shape>& shape) {
  pending_ = shape;
  update();
}

double Canvas::zoom() const {
  return view().scale() * devicePixelRatioF();
}

void Canvas::zoomBy(double factor) {
  setZoom(zoom() * factor, pointer_.value_or(QPointF(width() / 2.0, height() / 2.0)));
}

void Canvas::zoomToActualSize() {
  setZoom(1, QPointF(width() / 2.0, height() / 2.0));
}

void Canvas::zoomToFit() {
  view_.fit();
  viewChanged();
}

void Canvas::zoomToWidth() {
  view_.fitWidth();
  viewChanged();
}

void Canvas::reveal(labeling::AnnotationId id) {
  const labeling::Annotation* annotation =
      session_ == nullptr ? nullptr : session_->document().annotation(id);
  if (annotation == nullptr || labeling::isImageTag(annotation->shape)) {
    return;
  }
  const labeling::Box bounds = boundsOf(annotation->shape);
  if (!QRectF(rect()).contains(view().toView(bounds))) {
    view_.centreOn(bounds.centre());
  }
  update();
}

void Canvas::revealPlace(double x, double y) {
  if (!rect().contains(view().toView(labeling::Point{x, y}).toPoint())) {
    view_.centreOn({x, y});
  }
  update();
}

bool Canvas::cancelGesture() {
  const bool wasActive = tool_->cancel();
  refresh();
  return wasActive;
}

void Canvas::setZoom(double zoom, QPointF about) {
  view_.setZoom(zoom, devicePixelRatioF(), about);
  viewChanged();
}

void Canvas::panBy(QPointF delta) {
  view_.panBy(delta);
  update();
}

void Canvas::viewChanged() {
  update();
  Q_EMIT zoomChanged(zoom());
}

void Canvas::perform(const ToolAnswer& answer) {
  if (answer.edit) {
    Q_EMIT edited(*answer.edit);
  }
  if (answer.selection) {
    // An object whose class is still asked for is not there yet.
    std::vector<labeling::AnnotationId> selection = *answer.selection;
    std::erase_if(selection, [this](labeling::AnnotationId id) {
      return session_->document().annotation(id) == nullptr;
    });
    state_.select(std::move(selection));
  }
  refresh(answer.changed);
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

void Canvas::refresh(const std::optional<labeling::Box>& changed) {
  setCursor(panFrom_          ? Qt::ClosedHandCursor
            : space_.isHeld() ? Qt::OpenHandCursor
                              : tool_->cursor());
  if (changed) {
    constexpr int lines = 4;  // the widest line of an overlay, with its casing
    update(view().toView(*changed).toAlignedRect().adjusted(-lines, -lines, lines, lines));
  } else {
    update();
  }
  Q_EMIT toolChanged();
}

bool Canvas::canEdit() const {
  return session_ != nullptr && hasPicture();
}

ToolContext Canvas::context() const {
  return {.document = session_->document(),
          .image = state_.image(),
          .currentClass = state_.classForNew(),
          .selection = state_.selection(),
          .newAnnotationId = [session = session_] { return session->project().newAnnotationId(); },
          .isHidden =
              [this](labeling::AnnotationId id) {
                const labeling::Annotation* object = session_->document().annotation(id);
                return object == nullptr || !state_.shows(id, object->labelClass);
              },
          .pixels =
              [this](const labeling::Box& region) { return pixelsOf(picture_.picture(), region); },
          .suggestedMask = [this](const labeling::Box& box) { return suggestions_.maskIn(box); }};
}

void Canvas::holdObjects() {
  std::set<labeling::AnnotationId> held(state_.selection().begin(), state_.selection().end());
  for (const auto& [id, shape] : tool_->drafts()) {
    held.insert(id);
  }
  for (const QRectF& area : objects_.hold(held, view())) {
    still_.invalidate(area);
  }
}

void Canvas::paintStill() {
  still_.update(view(), size(), devicePixelRatioF(), [this](QPainter& painter, const QRectF& area) {
    painter.fillRect(area, theme::colours().canvas);
    picture_.paint(painter, view(), area);
    objects_.paintStill(painter, view(), area);
  });
}

void Canvas::paintEvent(QPaintEvent* event) {
  if (!hasPicture()) {
    QPainter painter(this);
    painter.fillRect(rect(), theme::colours().canvas);
    painter.setPen(theme::colours().text);
    const int margin = theme::page;
    painter.drawText(rect().adjusted(margin, margin, -margin, -margin),
                     Qt::AlignCenter | Qt::TextWordWrap, notice_);
    return;
  }
  placeMinimap();
  holdObjects();
  paintStill();
  QPainter painter(this);
  painter.setClipRegion(event->region());
  painter.drawPixmap(0, 0, still_.pixmap());
  objects_.paintHeld(painter, view(), *tool_);
  if (!state_.objectsHidden()) {
    suggestions_.paint(painter, view());
  }
  if (pending_) {
    objects_.paintNew(painter, view(), *pending_);
  }
  if (canEdit()) {
    painter.setRenderHint(QPainter::Antialiasing);
    tool_->paintOverlay(painter, view(), context());
  }
  if (options_.has(ViewOption::Comments)) {
    pins_.paint(painter, view());
  }
  if (pointer_ && tool_->showsCrosshair() && options_.has(ViewOption::Crosshair) && !panFrom_ &&
      !space_.isHeld()) {
    paintCrosshair(painter, *pointer_, rect());
  }
}

void Canvas::resizeEvent(QResizeEvent* /*event*/) {
  view_.resize(size());
  viewChanged();
}

}  // namespace touchstone::ui
