#pragma once

#include "labeling/annotation/document.h"

#include <optional>
#include <string>

namespace touchstone::analysis {

/// The annotation that gives an image its class.
struct ImageLabel {
  labeling::AnnotationId annotation = 0;
  std::string name;
};

/// Returns the class of an image as a whole, if exactly one annotation gives it one.
[[nodiscard]] std::optional<ImageLabel> imageLabelOf(const labeling::Document& document,
                                                     labeling::ImageId image);

}  // namespace touchstone::analysis
