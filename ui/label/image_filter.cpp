#include "ui/label/image_filter.h"

#include <algorithm>

namespace touchstone::ui {

bool matches(const ImageFilter& filter,
             const labeling::Document& document,
             labeling::ImageId image) {
  const labeling::Image* stored = document.image(image);
  if (stored == nullptr || (filter.state && *filter.state != stored->state) ||
      (filter.split && *filter.split != stored->split) ||
      (filter.withProblem && stored->problem.empty())) {
    return false;
  }
  if (!filter.text.isEmpty() &&
      !QString::fromStdString(stored->path).contains(filter.text, Qt::CaseInsensitive)) {
    return false;
  }
  const auto& ids = document.annotationsOf(image);
  return !filter.labelClass || std::any_of(ids.begin(), ids.end(), [&](labeling::AnnotationId id) {
    return document.annotation(id)->labelClass == *filter.labelClass;
  });
}

}  // namespace touchstone::ui
