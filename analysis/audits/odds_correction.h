#pragma once

#include <array>
#include <span>
#include <utility>
#include <vector>

namespace touchstone::analysis {

/// Log odds that were corrected by what is known: offset + slope × log odds.
struct OddsCorrection {
  double offset = 0;
  double slope = 1;

  [[nodiscard]] double probability(double logOdds) const;
};

/// One of the corrections that are possible, and how probable it is.
struct WeightedCorrection {
  OddsCorrection correction;
  double weight = 0;
};

/// What is believed about the correction: the most probable one, and others around it.
struct CorrectionBelief {
  OddsCorrection best;
  std::vector<WeightedCorrection> possible;  ///< weights sum to 1
  double logEvidence = 0;                    ///< of the observations
};

/// Returns the posterior of the correction after observing whether things of these log odds were
/// so: logistic regression with normal priors offset ~ N(0, 1), slope ~ N(1, 0.25²), by Newton's
/// method and Laplace's approximation (MacKay 1992).
[[nodiscard]] CorrectionBelief correctedOdds(std::span<const std::pair<double, bool>> observed);

}  // namespace touchstone::analysis
