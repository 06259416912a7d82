#pragma once

#include "analysis/coverage/coverage_sample.h"
#include "analysis/coverage/situation.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// The samples sorted by one situation into a few bins with names.
struct SituationBins {
  Situation situation = Situation::Brightness;
  std::vector<std::string> names;
  std::vector<int> binOf;  ///< index into the names, of each sample; -1 when it has no such measure
  bool fixedLimits = true;  ///< the same for every data set, so that an empty bin says something
};

/// Sorts samples into the bins of every situation that at least one sample has. Limits are fixed,
/// but for contrast (thirds of the samples), background (clusters) and distance (against the median
/// size of the class), which are left out when they do not tell samples apart.
[[nodiscard]] std::vector<SituationBins> situationBins(std::span<const CoverageSample> samples,
                                                       std::uint64_t seed);

}  // namespace touchstone::analysis
