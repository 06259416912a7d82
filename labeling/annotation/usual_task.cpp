#include "labeling/annotation/usual_task.h"

#include <cstddef>

namespace touchstone::labeling {

std::string usualTask(const Document& document) {
  std::size_t areas = 0;
  std::size_t boxes = 0;
  for (const auto& [id, annotation] : document.annotations()) {
    const Shape& shape = annotation.shape;
    if (isImageTag(shape)) {
      return "classify";
    }
    const bool isArea =
        std::holds_alternative<Mask>(shape) || std::holds_alternative<Polygon>(shape);
    areas += isArea ? 1 : 0;
    boxes += isArea ? 0 : 1;
  }
  if (areas + boxes == 0) {
    return "classify";
  }
  return areas > boxes ? "segment" : "detect";
}

}  // namespace touchstone::labeling
