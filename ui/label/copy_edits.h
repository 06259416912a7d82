#pragma once

#include "ui/label/label_edits.h"

#include <optional>

/// Objects copied to other places and images, as pure functions of the document.
namespace touchstone::ui {

/// Returns the shape moved and cut so that it lies within the image; nothing when nothing is left.
[[nodiscard]] std::optional<labeling::Shape> fittedInto(const labeling::Shape& shape,
                                                        const labeling::Image& image);

/// Adds the annotations to the image, moved by `offset` (the other way where the border is in the
/// way) and cut to it; `added` receives their ids. A tag that the image has already is left out.
[[nodiscard]] labeling::Edit copiesOf(const labeling::Document& document,
                                      const std::vector<labeling::Annotation>& annotations,
                                      labeling::ImageId image,
                                      labeling::Point offset,
                                      const NewAnnotationId& newId,
                                      AnnotationIds& added);

/// Adds the annotations to all of the images at the same places.
[[nodiscard]] labeling::Edit propagated(const labeling::Document& document,
                                        const std::vector<labeling::Annotation>& annotations,
                                        const std::vector<labeling::ImageId>& images,
                                        const NewAnnotationId& newId);

}  // namespace touchstone::ui
