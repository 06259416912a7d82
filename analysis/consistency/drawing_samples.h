#pragma once

#include "analysis/consistency/drawing_style.h"

#include <optional>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// What is compared of how objects are drawn.
enum class DrawingMeasure { Size, Detail };

/// The logarithm of a measure of one object, or of its ratio in two drawings of one.
struct DrawingSample {
  labeling::ImageId image = 0;
  labeling::AnnotationId annotation = 0;
  double value = 0;
  double length = 0;  ///< logarithm of the outline's, which the number of corners grows with
};

/// Who or what is compared.
enum class DrawingSides {
  SameObjects,   ///< two annotators where both drew; the samples of `first` are ratios
  OtherObjects,  ///< one annotator and others
  Periods        ///< the images labelled later and those labelled first
};

/// Two ways to draw a class that may differ.
struct DrawingComparison {
  labeling::ClassId labelClass = 0;
  DrawingMeasure measure = DrawingMeasure::Size;
  DrawingSides sides = DrawingSides::SameObjects;
  std::string firstName;   ///< of an annotator
  std::string secondName;  ///< of an annotator; "the others" where they are several
  std::vector<DrawingSample> first;
  std::vector<DrawingSample> second;  ///< none for the same objects
};

/// How finely a polygon is drawn: logarithms of the number of its corners and of the length of its
/// outlines in pixels.
struct OutlineDetail {
  double corners = 0;
  double length = 0;
};

/// Returns nothing for other shapes, and for polygons without extent.
[[nodiscard]] std::optional<OutlineDetail> outlineDetail(const labeling::Shape& shape);

/// Returns every comparison that can be made.
[[nodiscard]] std::vector<DrawingComparison> drawingComparisons(const labeling::Document& document,
                                                                const DrawingEvidence& evidence);

}  // namespace touchstone::analysis
