#include "labeling/review/finding.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>

namespace touchstone::labeling {
namespace {

constexpr std::array<std::string_view, 24> names{"label_error",    "ambiguous",
                                                 "inconsistent",   "annotator_disagreement",
                                                 "overlooked",     "spurious",
                                                 "badly_located",  "swapped",
                                                 "mask_error",     "misclassified",
                                                 "false_positive", "false_negative",
                                                 "duplicate",      "near_duplicate",
                                                 "leakage",        "outlier",
                                                 "dark",           "light",
                                                 "blurry",         "low_information",
                                                 "odd_size",       "odd_aspect_ratio",
                                                 "rare_class",     "coverage_gap"};

/// Returns which situation a coverage gap is about; nothing when its evidence does not say.
std::optional<std::string> situationOf(const Finding& finding) {
  if (finding.kind != FindingKind::CoverageGap) {
    return std::nullopt;
  }
  const auto evidence = nlohmann::json::parse(finding.evidence, nullptr, false);
  std::string situation;
  for (const char* name : {"missing", "situation", "bin"}) {
    if (!evidence.is_object() || !evidence.contains(name) || !evidence[name].is_string()) {
      return std::nullopt;
    }
    situation += '|' + evidence[name].get<std::string>();
  }
  return situation;
}

}  // namespace

bool suggestsRemoval(const Finding& finding) {
  return finding.kind == FindingKind::Spurious ||
         (finding.kind == FindingKind::AnnotatorDisagreement && finding.reason == aboutPresence);
}

std::string_view nameOf(FindingKind kind) {
  return names[static_cast<std::size_t>(kind)];
}

std::optional<FindingKind> findingKindFromName(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) {
      return static_cast<FindingKind>(i);
    }
  }
  return std::nullopt;
}

std::string keyOf(const Finding& finding) {
  std::string key(nameOf(finding.kind));
  if (const auto situation = situationOf(finding)) {
    return key + *situation + '|' + finding.given;
  }
  key += '|' + std::to_string(finding.image) + '|';
  key += finding.annotation ? std::to_string(*finding.annotation) : "-";
  key += '|' + finding.given + '|' + finding.suggested;
  if (!finding.annotation && finding.suggestedShape) {
    const Box place = boundsOf(*finding.suggestedShape);
    for (const double edge : {place.x0, place.y0, place.x1, place.y1}) {
      key += '|' + std::to_string(std::lround(edge));
    }
  }
  if (!finding.reason.empty()) {
    key += '|' + finding.reason;
  }
  return key;
}

}  // namespace touchstone::labeling
