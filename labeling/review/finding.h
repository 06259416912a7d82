#pragma once

#include "labeling/annotation/annotation.h"
#include "labeling/review/decision.h"

#include <optional>
#include <string>
#include <string_view>

namespace touchstone::labeling {

/// What may be wrong.
enum class FindingKind {
  LabelError,
  Ambiguous,
  Inconsistent,
  AnnotatorDisagreement,
  Overlooked,
  Spurious,  ///< a label where nothing is, or on another label
  BadlyLocated,
  Swapped,
  MaskError,
  Misclassified,
  FalsePositive,
  FalseNegative,
  Duplicate,
  NearDuplicate,
  Leakage,
  Outlier,
  Dark,
  Light,
  Blurry,
  LowInformation,
  OddSize,
  OddAspectRatio,
  RareClass,
  CoverageGap
};

/// Says what may be wrong with one image or one of its labels, and what would be right.
struct Finding {
  FindingId id = 0;  ///< given by the store
  FindingKind kind = FindingKind::LabelError;
  std::string run;  ///< the run that was audited, or empty
  ImageId image = 0;
  std::optional<AnnotationId> annotation;
  std::string given;      ///< class name as labelled, or empty
  std::string suggested;  ///< class name proposed, or empty
  std::optional<Shape> suggestedShape;
  double score = 1;      ///< in [0, 1]; 0 is surely wrong
  std::string evidence;  ///< JSON object: "probabilities" {class: p}, "neighbours" [paths],
                         ///< "similar" [annotations], …
  std::string message;   ///< one sentence a person understands
  /// What is questioned where it is not the class, as the rule of the label book that is broken:
  /// one label can be asked about for several reasons.
  std::string reason = {};
  bool operator==(const Finding&) const = default;
};

/// The reason of an annotators' disagreement on whether something is there at all.
inline constexpr std::string_view aboutPresence = "presence";

/// Whether accepting `finding` takes the label away.
[[nodiscard]] bool suggestsRemoval(const Finding& finding);

/// The name used in the store and on the command line: "label_error", "near_duplicate", …
[[nodiscard]] std::string_view nameOf(FindingKind kind);
[[nodiscard]] std::optional<FindingKind> findingKindFromName(std::string_view name);

/// Returns what identifies the question that `finding` asks (kind, image, annotation, given and
/// suggested class, reason; without an annotation also where, in whole pixels): a decision on it
/// holds until this changes. A coverage gap asks about no one image, but about what its evidence
/// names under "missing", "situation" and "bin", of the given class.
[[nodiscard]] std::string keyOf(const Finding& finding);

}  // namespace touchstone::labeling
