#pragma once

#include "labeling/geometry/shape.h"
#include "ui/canvas/view_transform.h"

#include <QColor>
#include <QFont>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace touchstone::ui {

/// A suggestion as it is drawn.
struct ShownSuggestion {
  labeling::Shape shape;
  QColor colour;
  QString label;  ///< class and how sure the model is
};

/// Paints what a model suggests, dashed, above the objects.
class SuggestionLayer {
public:
  void setSuggestions(std::vector<ShownSuggestion> suggestions);
  void setFont(const QFont& font) { font_ = font; }
  [[nodiscard]] bool isEmpty() const { return shown_.empty(); }

  /// Returns the smallest suggestion at that place of the picture.
  [[nodiscard]] std::optional<std::size_t> at(labeling::Point place) const;
  /// Returns the suggested mask that lies in a box best, if one of them fills a good part of it.
  [[nodiscard]] std::optional<labeling::Mask> maskIn(const labeling::Box& box) const;
  /// Marks the one under the pointer; false when it was marked already.
  bool setHovered(std::optional<std::size_t> hovered);
  [[nodiscard]] std::optional<std::size_t> hovered() const { return hovered_; }

  void paint(QPainter& painter, const ViewTransform& view) const;

private:
  std::vector<ShownSuggestion> shown_;
  std::optional<std::size_t> hovered_;
  QFont font_;
};

}  // namespace touchstone::ui
