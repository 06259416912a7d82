#pragma once

#include "analysis/audits/odds_correction.h"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace touchstone::analysis {

/// The range in which a number lies with a probability of 90 %.
struct Interval {
  double low = 0;
  double high = 0;
  bool operator==(const Interval&) const = default;
};

/// Log odds in bins, so that what depends on them alone is computed once for all samples of a bin.
class OddsBins {
public:
  static constexpr std::size_t count = 1201;

  [[nodiscard]] static std::size_t of(double logOdds);
  [[nodiscard]] static double middle(std::size_t bin);
};

/// How many samples have which log odds.
class OddsHistogram {
public:
  void add(double logOdds, double samples = 1) { counts_[OddsBins::of(logOdds)] += samples; }
  [[nodiscard]] const std::vector<double>& counts() const { return counts_; }

  /// Returns the sum of the corrected probabilities.
  [[nodiscard]] double sum(const OddsCorrection& correction) const;

private:
  std::vector<double> counts_ = std::vector<double>(OddsBins::count);
};

/// What decisions leave possible of several hypotheses on which labels are wrong.
struct ErrorBelief {
  std::vector<CorrectionBelief> corrections;  ///< of each hypothesis
  std::vector<double> weights;                ///< their probabilities
  std::size_t best = 0;
};

/// A decision under one hypothesis: the log odds that the label is wrong, and whether it was.
using ObservedOdds = std::vector<std::pair<double, bool>>;

/// Returns what is believed after decisions, `observed` under each hypothesis; before the first one
/// all hypotheses are equally probable.
[[nodiscard]] ErrorBelief beliefAfter(std::span<const ObservedOdds> observed);

/// Returns the range of the number of wrong labels among samples, `odds` being their log odds under
/// each hypothesis, and `expected` and `variance` those of their mean.
[[nodiscard]] Interval rangeOfErrors(const ErrorBelief& belief,
                                     std::span<const OddsHistogram> odds,
                                     double expected,
                                     double variance);

}  // namespace touchstone::analysis
