#include "ui/canvas/object_layer.h"

#include "ui/canvas/label_painter.h"
#include "ui/label/label_state.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr double lineRoom = 12;   ///< around a shape, for lines, points and marks
constexpr double labelRoom = 26;  ///< above or below its top edge
constexpr double groupMargin = 6;

const QRectF everywhere(-1e9, -1e9, 2e9, 2e9);

}  // namespace

void ObjectLayer::setImage(const Document* document, ImageId image) {
  document_ = document;
  image_ = image;
  held_.clear();
  draftMasks_.clear();
  rebuild();
}

void ObjectLayer::rebuild() {
  entries_.clear();
  if (document_ != nullptr) {
    for (const AnnotationId id : document_->annotationsOf(image_)) {
      entries_.emplace(id, entryOf(*document_->annotation(id)));
    }
  }
  order();
}

void ObjectLayer::order() {
  drawn_.clear();
  if (document_ == nullptr) {
    return;
  }
  for (const AnnotationId id : document_->annotationsOf(image_)) {
    drawn_.emplace_back(id, &entries_.at(id));
  }
}

ObjectLayer::Entry ObjectLayer::entryOf(const Annotation& annotation) const {
  Entry entry;
  entry.annotation = &annotation;
  entry.bounds = boundsOf(annotation.shape);
  const LabelClass* labelClass = document_->labelClass(annotation.labelClass);
  entry.colour = labelClass == nullptr ? theme::colours().accent : QColor(labelClass->colour);
  if (labelClass != nullptr) {
    entry.name = QString::fromStdString(labelClass->name);
  }
  ShapeStyle style = styleOf(entry);
  style.label = entry.name;
  entry.labelWidth = labelPlace(entry.bounds, {}, style, QFontMetricsF(font_)).width();
  return entry;
}

ShapeStyle ObjectLayer::styleOf(const Entry& entry) const {
  ShapeStyle style;
  style.colour = entry.colour;
  style.opacity = opacity_;
  if (state_.namesShown()) {
    style.label = entry.name;
  }
  style.locked = entry.annotation->attributes.locked;
  style.verified = entry.annotation->attributes.verified;
  return style;
}

QRectF ObjectLayer::reachOf(const Entry& entry, const ViewTransform& view) const {
  const QRectF shape = view.toView(entry.bounds);
  return {QPointF(shape.left() - lineRoom, shape.top() - labelRoom),
          QPointF(std::max(shape.right(), shape.left() + entry.labelWidth) + lineRoom,
                  std::max(shape.bottom() + lineRoom, shape.top() + labelRoom))};
}

bool ObjectLayer::isShown(AnnotationId id) const {
  return state_.shows(id, entries_.at(id).annotation->labelClass);
}

QList<QRectF> ObjectLayer::follow(const Edit& edit, const ViewTransform& view) {
  QList<QRectF> areas;
  bool isReordered = false;
  for (const AnyChange& change : edit.changes) {
    if (std::holds_alternative<ClassChange>(change)) {
      rebuild();
      return {everywhere};
    }
    const auto* object = std::get_if<AnnotationChange>(&change);
    if (object == nullptr) {
      continue;
    }
    const bool isHeld = held_.contains(object->id);
    const auto before = entries_.find(object->id);
    if (before != entries_.end()) {
      if (!isHeld) {
        areas << reachOf(before->second, view);
      }
      entries_.erase(before);
      isReordered = true;
    }
    const Annotation* now = document_ == nullptr ? nullptr : document_->annotation(object->id);
    if (now != nullptr && now->image == image_) {
      const auto added = entries_.emplace(object->id, entryOf(*now)).first;
      if (!isHeld) {
        areas << reachOf(added->second, view);
      }
      isReordered = true;
    }
  }
  if (isReordered) {
    order();
  }
  return areas;
}

QList<QRectF> ObjectLayer::hold(const std::set<AnnotationId>& held, const ViewTransform& view) {
  QList<QRectF> areas;
  if (held == held_) {
    return areas;
  }
  std::vector<AnnotationId> changed;
  std::set_symmetric_difference(held.begin(), held.end(), held_.begin(), held_.end(),
                                std::back_inserter(changed));
  for (const AnnotationId id : changed) {
    if (const auto entry = entries_.find(id); entry != entries_.end()) {
      areas << reachOf(entry->second, view);
    }
  }
  held_ = held;
  return areas;
}

void ObjectLayer::paintStill(QPainter& painter, const ViewTransform& view, const QRectF& area) {
  if (state_.objectsHidden()) {
    return;
  }
  painter.setFont(font_);
  const double scale = view.scale() * painter.device()->devicePixelRatioF();
  std::vector<Entry*> labelled;
  for (const auto& [id, entry] : drawn_) {
    if (!reachOf(*entry, view).intersects(area) || held_.contains(id) || !isShown(id)) {
      continue;
    }
    const ShapeStyle style = styleOf(*entry);
    paintShape(painter, entry->annotation->shape, view, style, maskOf(*entry, style, scale));
    labelled.push_back(entry);
  }
  for (const Entry* entry : labelled) {
    if (!isImageTag(entry->annotation->shape)) {
      paintLabel(painter, entry->bounds, view, styleOf(*entry));
    }
  }
}

void ObjectLayer::paintHeld(QPainter& painter, const ViewTransform& view, const Tool& tool) {
  painter.setFont(font_);
  const Drafts& drafts = tool.drafts();
  std::erase_if(draftMasks_, [&](const auto& kept) { return !drafts.contains(kept.first); });
  if (!state_.objectsHidden()) {
    if (tool.hovered() != 0 && !held_.contains(tool.hovered())) {
      paintHovered(painter, view, tool.hovered());
    }
    paintGroups(painter, view);
    const auto& selection = state_.selection();
    const std::set<AnnotationId> selected(selection.begin(), selection.end());
    for (const auto& [id, entry] : drawn_) {
      if (!held_.contains(id) || !isShown(id)) {
        continue;
      }
      const auto draft = drafts.find(id);
      ShapeStyle style = styleOf(*entry);
      style.selected = selected.contains(id);
      style.hovered = tool.hovered() == id;
      paintOne(painter, view, id, draft == drafts.end() ? nullptr : &draft->second, style);
    }
  }
  if (const auto drawn = drafts.find(0); drawn != drafts.end()) {
    paintNew(painter, view, drawn->second);
  }
}

void ObjectLayer::paintOne(QPainter& painter,
                           const ViewTransform& view,
                           AnnotationId id,
                           const Shape* draft,
                           const ShapeStyle& style) {
  Entry& entry = entries_.at(id);
  const Shape& shape = draft == nullptr ? entry.annotation->shape : *draft;
  const Box bounds = draft == nullptr ? entry.bounds : boundsOf(*draft);
  const QRectF reach = draft == nullptr ? reachOf(entry, view) : QRectF(everywhere);
  if (isImageTag(shape) || !reach.intersects(QRectF(painter.viewport()))) {
    return;
  }
  const double scale = view.scale() * painter.device()->devicePixelRatioF();
  paintShape(painter, shape, view, style,
             draft == nullptr ? maskOf(entry, style, scale) : draftMask(id, shape, style, scale));
  paintLabel(painter, bounds, view, style);
}

void ObjectLayer::paintHovered(QPainter& painter, const ViewTransform& view, AnnotationId id) {
  const auto entry = entries_.find(id);
  if (entry == entries_.end() || !isShown(id)) {
    return;
  }
  ShapeStyle style = styleOf(entry->second);
  style.hovered = true;
  if (std::holds_alternative<Mask>(entry->second.annotation->shape)) {
    paintLabel(painter, entry->second.bounds, view, style);  // its inside is tinted already
  } else {
    paintOne(painter, view, id, nullptr, style);
  }
}

void ObjectLayer::paintNew(QPainter& painter, const ViewTransform& view, const Shape& shape) {
  const LabelClass* labelClass =
      document_ == nullptr ? nullptr : document_->labelClass(state_.classForNew());
  ShapeStyle style;
  style.colour = labelClass == nullptr ? theme::colours().accent : QColor(labelClass->colour);
  style.opacity = opacity_;
  style.selected = true;
  if (labelClass != nullptr && state_.namesShown()) {
    style.label = QString::fromStdString(labelClass->name);
  }
  const double scale = view.scale() * painter.device()->devicePixelRatioF();
  paintShape(painter, shape, view, style, draftMask(0, shape, style, scale));
  if (!isImageTag(shape)) {
    paintLabel(painter, boundsOf(shape), view, style);
  }
}

void ObjectLayer::paintGroups(QPainter& painter, const ViewTransform& view) const {
  std::map<std::int64_t, QRectF> frames;
  for (const AnnotationId id : state_.selection()) {
    const auto entry = entries_.find(id);
    if (entry != entries_.end() && entry->second.annotation->attributes.group) {
      frames[*entry->second.annotation->attributes.group] = {};
    }
  }
  if (frames.empty()) {
    return;
  }
  for (const auto& [id, entry] : drawn_) {
    const auto& group = entry->annotation->attributes.group;
    if (group && frames.contains(*group) && !isImageTag(entry->annotation->shape)) {
      frames[*group] |= view.toView(entry->bounds);
    }
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setBrush(Qt::NoBrush);
  for (const auto& [group, frame] : frames) {
    const QRectF outer = frame.adjusted(-groupMargin, -groupMargin, groupMargin, groupMargin);
    painter.setPen(QPen(QColor(0, 0, 0, 150), 3));
    painter.drawRect(outer);
    painter.setPen(QPen(theme::colours().accent, 1, Qt::DashLine));
    painter.drawRect(outer);
  }
}

const MaskPicture* ObjectLayer::maskOf(Entry& entry, const ShapeStyle& style, double scale) {
  const auto* mask = std::get_if<Mask>(&entry.annotation->shape);
  if (mask == nullptr) {
    return nullptr;
  }
  const MaskLook look = maskLookOf(style, scale);
  if (!entry.mask || !entry.mask->look.isLike(look)) {
    entry.mask = paintedMask(*mask, look);
  }
  return &*entry.mask;
}

const MaskPicture* ObjectLayer::draftMask(AnnotationId id,
                                          const Shape& shape,
                                          const ShapeStyle& style,
                                          double scale) {
  const auto* mask = std::get_if<Mask>(&shape);
  if (mask == nullptr) {
    return nullptr;
  }
  const MaskLook look = maskLookOf(style, scale);
  Draft& kept = draftMasks_[id];
  if (!kept.picture.look.isLike(look) || kept.mask != *mask) {
    kept = {*mask, paintedMask(*mask, look)};
  }
  return &kept.picture;
}

}  // namespace touchstone::ui
