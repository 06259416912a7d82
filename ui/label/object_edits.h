#pragma once

#include "labeling/annotation/document.h"

#include <functional>
#include <string>
#include <vector>

/// What the lists and the details of objects change, as pure functions of the document.
namespace touchstone::ui {

/// Changes the attributes of the objects, those that exist, in one step of that name.
[[nodiscard]] labeling::Edit withAttributes(
    const labeling::Document& document,
    const std::vector<labeling::AnnotationId>& ids,
    const std::string& step,
    const std::function<void(labeling::Attributes&)>& change);

/// A number of an object's shape that can be typed.
enum class Measure { X, Y, Width, Height, Angle };

/// Returns the measure of a box or turned box, in pixels or, for the angle, in degrees clockwise;
/// of other shapes those of their bounds, which have no angle. X and Y are the top-left corner, of
/// a turned box the centre.
[[nodiscard]] std::optional<double> measureOf(const labeling::Shape& shape, Measure measure);

/// Whether the measure can be set: all of boxes, X and Y of everything else but tags and masks.
[[nodiscard]] bool isSettable(const labeling::Shape& shape, Measure measure);

/// Sets the measure of the objects, those where it can be set, within their images. A width or
/// height below one pixel is one pixel.
[[nodiscard]] labeling::Edit withMeasure(const labeling::Document& document,
                                         const std::vector<labeling::AnnotationId>& ids,
                                         Measure measure,
                                         double value);

}  // namespace touchstone::ui
