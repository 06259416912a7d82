#pragma once

#include "analysis/audits/error_belief.h"

#include <cstddef>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// What remains of an IssueEstimator without the samples: how many labels have which log odds of
/// being wrong, under each hypothesis. Its size does not depend on the number of samples.
struct ErrorSummary {
  std::vector<OddsHistogram> odds;  ///< of all labels under each hypothesis
};

/// A person's answer to one label: its log odds of being wrong under each hypothesis, and whether
/// it was.
struct ReviewedOdds {
  std::vector<double> logOdds;
  bool wrong = false;
};

/// From so many reviewed labels on a count is worth telling. Without any, a classifier that errs
/// looks much like labels that are wrong. Of 378 sets (569 to 6,000 samples, noise of several kinds
/// and rates that the classifiers were trained on) the number of wrong labels was in the range in
/// 84 %; after the 10 most suspicious labels in 88 %, after 20 in 86 %, after 40 in 83 %.
inline constexpr std::size_t reviewedToCount = 20;

/// How many of the labels that nobody has reviewed are wrong.
struct ErrorCount {
  double expected = 0;
  Interval range;
};

/// Returns the number of wrong labels among those not in `reviewed`: what IssueEstimator says after
/// these decisions, less the wrong labels they found, up to the width of the bins. Reviewed labels
/// with another number of hypotheses come from elsewhere and are passed over.
[[nodiscard]] ErrorCount remainingErrors(const ErrorSummary& summary,
                                         std::span<const ReviewedOdds> reviewed);

}  // namespace touchstone::analysis
