#pragma once

#include "analysis/matrix.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <cstdint>

namespace touchstone::analysis {

enum class Metric { Cosine, Euclidean };

/// The k nearest other rows of every row, nearest first.
struct NeighbourGraph {
  Metric metric = Metric::Cosine;
  Matrix<std::uint32_t> neighbours;  ///< N×k row numbers
  Matrix<double> distances;          ///< N×k; cosine distance is 1 - cosine
};

struct NeighbourOptions {
  std::size_t neighbours = 10;
  /// Up to this many rows every pair is compared; beyond, an index is searched that finds nearly
  /// all of them (hierarchical navigable small worlds: Malkov and Yashunin 2018).
  std::size_t exactRows = 20'000;
};

/// Returns cleanlab's metric: cosine for more than three features, else Euclidean.
[[nodiscard]] Metric metricFor(const FeatureMatrix& features);

/// Returns the graph of N×D features on all processors; the same features give the same graph. With
/// N rows there are at most N - 1 neighbours. Errors: fewer than two rows, values that are not
/// finite, stopped by the person.
Result<NeighbourGraph> nearestNeighbours(const FeatureMatrix& features,
                                         const NeighbourOptions& options = {},
                                         const WorkContext& work = {});

}  // namespace touchstone::analysis
