#include "analysis/audits/image_label.h"

namespace touchstone::analysis {

std::optional<ImageLabel> imageLabelOf(const labeling::Document& document,
                                       labeling::ImageId image) {
  std::optional<ImageLabel> label;
  for (const labeling::AnnotationId id : document.annotationsOf(image)) {
    const auto* tag = document.annotation(id);
    const auto* labelClass = document.labelClass(tag->labelClass);
    if (!labeling::isImageTag(tag->shape) || labelClass == nullptr) {
      continue;
    }
    if (label) {
      return std::nullopt;
    }
    label = ImageLabel{id, labelClass->name};
  }
  return label;
}

}  // namespace touchstone::analysis
