#pragma once

#include "labeling/annotation/document.h"
#include "labeling/geometry/convert.h"
#include "labeling/result.h"
#include "ui/label/label_edits.h"

/// What is done to the selected objects of an image, as pure functions of the document. Objects
/// that do not exist are passed over; an edit without changes means that there is nothing to do.
namespace touchstone::ui {

/// Where objects go in the order of drawing.
enum class Arrangement { ToFront, Forward, Backward, ToBack };

/// Moves the objects, which keep their order among each other, above or below the others of their
/// image: all of them, or the next one that overlaps.
[[nodiscard]] labeling::Edit arranged(const labeling::Document& document,
                                      const AnnotationIds& ids,
                                      Arrangement how);

/// Sets the flag in all of the objects or, when all have it, takes it away.
[[nodiscard]] labeling::Edit toggledFlag(const labeling::Document& document,
                                         const AnnotationIds& ids,
                                         bool labeling::Attributes::*flag,
                                         const std::string& step);

/// Gives the objects a group that no other object of the image has, or none.
[[nodiscard]] labeling::Edit grouped(const labeling::Document& document, const AnnotationIds& ids);
[[nodiscard]] labeling::Edit ungrouped(const labeling::Document& document,
                                       const AnnotationIds& ids);

/// Changes the kind of the objects' shapes (see labeling::convertedTo). Fails when one of them
/// cannot be changed.
[[nodiscard]] Result<labeling::Edit> converted(const labeling::Document& document,
                                               const AnnotationIds& ids,
                                               labeling::ShapeKind kind);

/// Makes one object of several polygons and boxes, or of several masks: the first one takes what
/// all cover, the others go. Fails with fewer than two of a kind, or of different classes.
[[nodiscard]] Result<labeling::Edit> joined(const labeling::Document& document,
                                            const AnnotationIds& ids);

/// Returns those of the objects that are not locked.
[[nodiscard]] AnnotationIds unlocked(const labeling::Document& document, const AnnotationIds& ids);

}  // namespace touchstone::ui
