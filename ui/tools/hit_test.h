#pragma once

#include "ui/tools/tool.h"

#include <vector>

namespace touchstone::ui {

/// Returns how far `point` is from the shape in pixels: 0 inside it, infinite for a tag and inside
/// the hole of a mask.
[[nodiscard]] double distanceTo(const labeling::Shape& shape, labeling::Point point);

/// Whether the pointer may pick and change the object: it is neither hidden nor locked.
[[nodiscard]] bool isPickable(labeling::AnnotationId id, const ToolContext& context);

/// Returns the pickable objects of the image at `point`, those first that a click means: what the
/// point is in before what it is only near to, higher layers before lower ones, and of those small
/// objects before large ones. What is tiny on the screen counts as reached within a few pixels of
/// the screen.
[[nodiscard]] std::vector<labeling::AnnotationId> objectsAt(const ToolContext& context,
                                                            labeling::Point point,
                                                            double reach);

/// Returns the pickable objects that lie wholly within the box.
[[nodiscard]] std::vector<labeling::AnnotationId> objectsWithin(const ToolContext& context,
                                                                const labeling::Box& box);

}  // namespace touchstone::ui
