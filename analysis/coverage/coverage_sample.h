#pragma once

#include "analysis/coverage/situation_measures.h"
#include "labeling/annotation/annotation.h"

#include <optional>

namespace touchstone::analysis {

/// A labelled image or object, its situation, and whether a model takes it for what it is.
struct CoverageSample {
  labeling::ImageId image = 0;
  std::optional<labeling::AnnotationId> annotation;
  int labelClass = 0;  ///< index into the class names
  SituationMeasures measures;
  /// Whether a model that did not learn from it gives it another class or does not find it; none
  /// when no model looked at it.
  std::optional<bool> mistaken = {};
  /// Probability that the label is right: how much a mistake counts.
  double trust = 1;
};

}  // namespace touchstone::analysis
