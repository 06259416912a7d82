#pragma once

#include "ui/tools/tool.h"

namespace touchstone::ui {

/// Whether the shape can be moved: all but tags, which have no place.
[[nodiscard]] bool isMovable(const labeling::Shape& shape);

/// Returns the shape moved by `delta`; a mask by whole pixels.
[[nodiscard]] labeling::Shape moved(const labeling::Shape& shape, labeling::Point delta);

/// Returns the part of `delta` by which `bounds` can move within width x height pixels; what
/// reaches over the image already can move back.
[[nodiscard]] labeling::Point movableWithin(const labeling::Box& bounds,
                                            labeling::Point delta,
                                            double width,
                                            double height);

/// Returns the shape moved by `delta`, but no further than keeps it within width x height pixels.
[[nodiscard]] labeling::Shape movedWithin(const labeling::Shape& shape,
                                          labeling::Point delta,
                                          double width,
                                          double height);

/// Returns the objects moved together, no further than keeps all of them in their image. Locked
/// objects and tags are left out.
[[nodiscard]] Drafts movedTogether(const labeling::Document& document,
                                   const std::vector<labeling::AnnotationId>& ids,
                                   labeling::Point delta);

/// Returns the edit that gives the objects the drafts' shapes; empty when none differs.
[[nodiscard]] labeling::Edit editOf(const Drafts& drafts,
                                    const labeling::Document& document,
                                    const std::string& name);

}  // namespace touchstone::ui
