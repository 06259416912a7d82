#pragma once

#include "analysis/coverage/coverage.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchstone::analysis {

/// Returns one sentence that says what is missing: "“bee” in dim light: 2 of 120 pictures, where 14
/// would be usual."
[[nodiscard]] std::string sentenceOn(const CoverageIssue& issue);

/// Returns one sentence that says what can be done: how many pictures to collect (as many as the
/// usual share lacks; where the model errs, a quarter more, or as many as fill the bin up to the
/// usual share, but ten at least), and which augmentation makes some. What needs outlines is left
/// out without.
[[nodiscard]] std::string adviceOn(const CoverageIssue& issue, bool outlines);

/// Returns the strengths of an augmentation recipe (see augmentationStrengths()) that make pictures
/// of the bin; none where no augmentation does.
[[nodiscard]] std::vector<std::string_view> augmentationsFor(Situation situation,
                                                             std::string_view bin,
                                                             bool outlines);

}  // namespace touchstone::analysis
