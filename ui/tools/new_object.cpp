#include "ui/tools/new_object.h"

#include <algorithm>
#include <cmath>

namespace touchstone::ui {

using namespace labeling;

ToolAnswer newObject(const Shape& shape, const std::string& step, const ToolContext& context) {
  const AnnotationId id = context.newAnnotationId();
  Annotation drawn;
  drawn.image = context.image;
  drawn.labelClass = context.currentClass;
  drawn.shape = shape;
  return {.edit = Edit{.name = step, .gesture = 0, .changes = {AnnotationChange{id, drawn}}},
          .selection = std::vector<AnnotationId>{id}};
}

ToolAnswer refused(const QString& sentence) {
  ToolAnswer answer;
  answer.message = sentence;
  return answer;
}

Point placedIn(const Image& image, Point point) {
  const auto rounded = [](double value) { return std::round(value * 100) / 100; };
  return {std::clamp(rounded(point.x), 0.0, static_cast<double>(image.width)),
          std::clamp(rounded(point.y), 0.0, static_cast<double>(image.height))};
}

}  // namespace touchstone::ui
