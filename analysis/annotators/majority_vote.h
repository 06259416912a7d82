#pragma once

#include "analysis/annotators/annotator_labels.h"

namespace touchstone::analysis {

/// Returns the class that most annotators gave to each item. Ties go, as in cleanlab 2.9, to the
/// class that the model finds most probable (when `probabilities` is not null), then to the one
/// that all annotators give least often, then to the one whose voters agree most with the majority
/// elsewhere. Where cleanlab then draws at random, the first class is taken. Requires labels that
/// passed checkAnnotatorLabels.
[[nodiscard]] std::vector<int> majorityVote(const AnnotatorLabels& labels,
                                            const ProbabilityMatrix* probabilities = nullptr);

}  // namespace touchstone::analysis
