#include "analysis/audits/error_summary.h"

namespace touchstone::analysis {

ErrorCount remainingErrors(const ErrorSummary& summary, std::span<const ReviewedOdds> reviewed) {
  std::vector<OddsHistogram> unreviewed = summary.odds;
  std::vector<ObservedOdds> observed(unreviewed.size());
  for (const ReviewedOdds& label : reviewed) {
    if (label.logOdds.size() != unreviewed.size()) {
      continue;
    }
    for (std::size_t h = 0; h < unreviewed.size(); ++h) {
      unreviewed[h].add(label.logOdds[h], -1);
      observed[h].emplace_back(label.logOdds[h], label.wrong);
    }
  }
  const ErrorBelief belief = beliefAfter(observed);
  ErrorCount count;
  double variance = 0;
  for (std::size_t h = 0; h < unreviewed.size(); ++h) {
    const auto& counts = unreviewed[h].counts();
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
      const double wrong =
          counts[bin] > 0 ? belief.corrections[h].best.probability(OddsBins::middle(bin)) : 0;
      count.expected += belief.weights[h] * counts[bin] * wrong;
      variance += belief.weights[h] * counts[bin] * wrong * (1 - wrong);
    }
  }
  count.range = rangeOfErrors(belief, unreviewed, count.expected, variance);
  return count;
}

}  // namespace touchstone::analysis
