#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// A share that was measured on samples, with the interval in which it lies with 95 %.
struct MeasuredShare {
  double share = 0;
  double samples = 0;  ///< as many independent ones say as much
  double low = 0;
  double high = 1;
};

/// Returns the share with its score interval (Wilson, "Probable inference, the law of succession,
/// and statistical inference", 1927), 95 %. `samples` need not be whole; [0, 1] when there are
/// none.
[[nodiscard]] MeasuredShare measuredShare(double share, double samples);

/// Returns the probability of at most `found` marked ones among `drawn` out of `total`, of which
/// `marked` are: the lower tail of the hypergeometric distribution, Fisher's exact test.
[[nodiscard]] double probabilityOfSoFew(long found, long drawn, long marked, long total);

/// Returns the probability of at least `found` successes in `trials`, each of `probability`: the
/// upper tail of the binomial distribution.
[[nodiscard]] double probabilityOfSoMany(long found, long trials, double probability);

/// Returns which of these probabilities of chance are too small for it, though many were looked at:
/// the chance that even one of them is chosen wrongly is at most `level` (Holm, "A simple
/// sequentially rejective multiple test procedure", 1979).
[[nodiscard]] std::vector<bool> beyondChance(std::span<const double> probabilities,
                                             double level = 0.05);

}  // namespace touchstone::analysis
