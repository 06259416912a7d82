#include "ui/canvas/suggestion_layer.h"

#include "ui/canvas/label_painter.h"
#include "ui/canvas/shape_painter.h"

#include <QPainter>

namespace touchstone::ui {

namespace {

using namespace labeling;

constexpr int faint = 25;  ///< opacity of masks, percent

ShapeStyle styleOf(const ShownSuggestion& suggestion, bool isHovered) {
  return {.colour = suggestion.colour,
          .label = suggestion.label,
          .hovered = isHovered,
          .opacity = isHovered ? 2 * faint : faint};
}

void paintDashedBox(QPainter& painter, const QRectF& box, const ShapeStyle& style) {
  painter.setRenderHint(QPainter::Antialiasing, false);
  QColor inside = style.colour;
  inside.setAlpha(style.hovered ? 50 : 0);
  painter.setBrush(inside);
  painter.setPen(QPen(QColor(0, 0, 0, 140), 3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(box);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(style.colour, 2, Qt::DashLine, Qt::FlatCap, Qt::MiterJoin));
  painter.drawRect(box);
}

}  // namespace

void SuggestionLayer::setSuggestions(std::vector<ShownSuggestion> suggestions) {
  shown_ = std::move(suggestions);
  hovered_.reset();
}

std::optional<std::size_t> SuggestionLayer::at(Point place) const {
  std::optional<std::size_t> smallest;
  double area = 0;
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    const Box bounds = boundsOf(shown_[i].shape);
    if (bounds.contains(place) && (!smallest || bounds.area() < area)) {
      smallest = i;
      area = bounds.area();
    }
  }
  return smallest;
}

std::optional<labeling::Mask> SuggestionLayer::maskIn(const labeling::Box& box) const {
  constexpr double leastOverlap = 0.4;
  const labeling::Mask* best = nullptr;
  double most = leastOverlap;
  for (const ShownSuggestion& suggestion : shown_) {
    const auto* mask = std::get_if<labeling::Mask>(&suggestion.shape);
    const double overlap =
        mask != nullptr ? labeling::intersectionOverUnion(labeling::boundsOf(suggestion.shape), box)
                        : 0;
    if (overlap > most) {
      best = mask;
      most = overlap;
    }
  }
  return best != nullptr ? std::optional(*best) : std::nullopt;
}

bool SuggestionLayer::setHovered(std::optional<std::size_t> hovered) {
  const bool changes = hovered != hovered_;
  hovered_ = hovered;
  return changes;
}

void SuggestionLayer::paint(QPainter& painter, const ViewTransform& view) const {
  painter.setFont(font_);
  const QRectF visible(painter.viewport());
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    const Box bounds = boundsOf(shown_[i].shape);
    if (isImageTag(shown_[i].shape) || !view.toView(bounds).intersects(visible)) {
      continue;
    }
    const ShapeStyle style = styleOf(shown_[i], hovered_ == i);
    if (std::holds_alternative<Box>(shown_[i].shape)) {
      paintDashedBox(painter, view.toView(bounds), style);
    } else {
      paintShape(painter, shown_[i].shape, view, style);
    }
  }
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    if (!isImageTag(shown_[i].shape)) {
      paintLabel(painter, boundsOf(shown_[i].shape), view, styleOf(shown_[i], hovered_ == i));
    }
  }
}

}  // namespace touchstone::ui
