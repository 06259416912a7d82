#pragma once

#include "analysis/neighbours/nearest_neighbours.h"

#include <span>
#include <utility>
#include <vector>

namespace touchstone::analysis {

/// cleanlab Datalab's issues of an embedding, from the k nearest neighbours of every sample.

struct OutlierAudit {
  std::vector<double> scores;  ///< in [0, 1]; low is unlike all others
  std::vector<bool> marked;
  double limit = 0;  ///< mean distance beyond which a sample is marked
};

/// Scores exp(-d / median d), d being a sample's mean distance to its neighbours, and marks where d
/// exceeds the third quartile by (1 / threshold - 1) quartile distances.
[[nodiscard]] OutlierAudit outliers(const NeighbourGraph& graph, double threshold = 0.37037);

struct NearDuplicateAudit {
  std::vector<double> scores;  ///< in [0, 1]; 0 for equal features
  std::vector<bool> marked;
  std::vector<std::vector<std::size_t>> sets;  ///< of every sample: those that nearly equal it
  double limit = 0;                            ///< distance below which two samples nearly equal
};

/// Two samples nearly equal each other when their distance is below `threshold` times the median
/// distance to the nearest neighbour, and one is among the neighbours of the other.
[[nodiscard]] NearDuplicateAudit nearDuplicates(const NeighbourGraph& graph,
                                                double threshold = 0.13);

/// Returns the pairs (trained on, tested on) of samples that nearly equal each other, by the number
/// of the tested one. `trained` and `tested` say where each sample is; a sample may be in neither.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> leakedPairs(
    const NearDuplicateAudit& duplicates,
    const std::vector<bool>& trained,
    const std::vector<bool>& tested);

}  // namespace touchstone::analysis
