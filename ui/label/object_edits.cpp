#include "ui/label/object_edits.h"

#include "ui/tools/shape_moves.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr double degrees = 180 / std::numbers::pi;

Box withMeasure(Box box, Measure measure, double value, const Image& image) {
  const double least = 1;
  switch (measure) {
    case Measure::X:
      value = std::clamp(value, 0.0, std::max(0.0, image.width - box.width()));
      return {value, box.y0, value + box.width(), box.y1};
    case Measure::Y:
      value = std::clamp(value, 0.0, std::max(0.0, image.height - box.height()));
      return {box.x0, value, box.x1, value + box.height()};
    case Measure::Width:
      box.x1 = box.x0 + std::clamp(value, least, std::max(least, image.width - box.x0));
      return box;
    case Measure::Height:
      box.y1 = box.y0 + std::clamp(value, least, std::max(least, image.height - box.y0));
      return box;
    case Measure::Angle:
      break;
  }
  return box;
}

OrientedBox withMeasure(OrientedBox box, Measure measure, double value, const Image& image) {
  switch (measure) {
    case Measure::X:
      box.centre.x = std::clamp<double>(value, 0, image.width);
      break;
    case Measure::Y:
      box.centre.y = std::clamp<double>(value, 0, image.height);
      break;
    case Measure::Width:
      box.width = std::max(1.0, value);
      break;
    case Measure::Height:
      box.height = std::max(1.0, value);
      break;
    case Measure::Angle:
      box.angle = std::remainder(value / degrees, 2 * std::numbers::pi);
      break;
  }
  return box;
}

Shape moved(const Shape& shape, Measure measure, double value, const Image& image) {
  const Box bounds = boundsOf(shape);
  const Point delta{measure == Measure::X ? value - bounds.x0 : 0,
                    measure == Measure::Y ? value - bounds.y0 : 0};
  return movedWithin(shape, delta, image.width, image.height);
}

std::string nameOf(Measure measure) {
  switch (measure) {
    case Measure::X:
    case Measure::Y:
      return "Set position";
    case Measure::Width:
    case Measure::Height:
      return "Set size";
    case Measure::Angle:
      break;
  }
  return "Set angle";
}

}  // namespace

Edit withAttributes(const Document& document,
                    const std::vector<AnnotationId>& ids,
                    const std::string& step,
                    const std::function<void(Attributes&)>& change) {
  Edit edit{.name = step, .gesture = 0, .changes = {}};
  for (const AnnotationId id : ids) {
    if (const Annotation* stored = document.annotation(id)) {
      Annotation changed = *stored;
      change(changed.attributes);
      if (changed != *stored) {
        edit.changes.emplace_back(AnnotationChange{id, std::move(changed)});
      }
    }
  }
  return edit;
}

std::optional<double> measureOf(const Shape& shape, Measure measure) {
  if (isImageTag(shape)) {
    return std::nullopt;
  }
  if (const auto* turned = std::get_if<OrientedBox>(&shape)) {
    switch (measure) {
      case Measure::X:
        return turned->centre.x;
      case Measure::Y:
        return turned->centre.y;
      case Measure::Width:
        return turned->width;
      case Measure::Height:
        return turned->height;
      case Measure::Angle:
        return turned->angle * degrees;
    }
  }
  const Box bounds = boundsOf(shape);
  switch (measure) {
    case Measure::X:
      return bounds.x0;
    case Measure::Y:
      return bounds.y0;
    case Measure::Width:
      return bounds.width();
    case Measure::Height:
      return bounds.height();
    case Measure::Angle:
      break;
  }
  return std::nullopt;
}

bool isSettable(const Shape& shape, Measure measure) {
  if (std::holds_alternative<OrientedBox>(shape)) {
    return true;
  }
  if (std::holds_alternative<Box>(shape)) {
    return measure != Measure::Angle;
  }
  return isMovable(shape) && (measure == Measure::X || measure == Measure::Y);
}

Edit withMeasure(const Document& document,
                 const std::vector<AnnotationId>& ids,
                 Measure measure,
                 double value) {
  Edit edit{.name = nameOf(measure), .gesture = 0, .changes = {}};
  for (const AnnotationId id : ids) {
    const Annotation* stored = document.annotation(id);
    const Image* image = stored == nullptr ? nullptr : document.image(stored->image);
    if (image == nullptr || !std::isfinite(value) || !isSettable(stored->shape, measure)) {
      continue;
    }
    Annotation changed = *stored;
    if (const auto* box = std::get_if<Box>(&stored->shape)) {
      changed.shape = withMeasure(*box, measure, value, *image);
    } else if (const auto* turned = std::get_if<OrientedBox>(&stored->shape)) {
      changed.shape = withMeasure(*turned, measure, value, *image);
    } else {
      changed.shape = moved(stored->shape, measure, value, *image);
    }
    if (changed != *stored) {
      edit.changes.emplace_back(AnnotationChange{id, std::move(changed)});
    }
  }
  return edit;
}

}  // namespace touchstone::ui
