#include "analysis/neighbours/embedding_audit.h"

#include "analysis/quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace touchstone::analysis {
namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

/// Returns what cleanlab takes for no distance at all.
double noDistance(Metric metric) {
  return metric == Metric::Cosine ? 100 * epsilon / 2 : std::sqrt(100 * epsilon);
}

}  // namespace

OutlierAudit outliers(const NeighbourGraph& graph, double threshold) {
  OutlierAudit audit;
  std::vector<double> means;
  for (std::size_t i = 0; i < graph.distances.rows; ++i) {
    const auto row = graph.distances.row(i);
    means.push_back(std::accumulate(row.begin(), row.end(), 0.0) / static_cast<double>(row.size()));
  }
  std::vector<double> sorted = means;
  const double third = quantile(sorted, 0.75);
  const double first = quantile(sorted, 0.25);
  const double median = std::max(quantile(sorted, 0.5), 100 * epsilon);
  audit.limit = third + (1 / threshold - 1) * (third - first);
  for (const double mean : means) {
    audit.scores.push_back(mean < noDistance(graph.metric) ? 1 : std::exp(-mean / median));
    audit.marked.push_back(mean > audit.limit);
  }
  return audit;
}

NearDuplicateAudit nearDuplicates(const NeighbourGraph& graph, double threshold) {
  constexpr double numpyCloseness = 1e-8;
  const std::size_t rows = graph.distances.rows;
  std::vector<double> nearest(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    nearest[i] = graph.distances(i, 0);
  }
  std::vector<double> sorted = nearest;
  const double median = std::max(quantile(sorted, 0.5), epsilon);
  NearDuplicateAudit audit;
  audit.limit = threshold * median;
  audit.sets.resize(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    audit.scores.push_back(nearest[i] <= numpyCloseness ? 0 : 1 - std::exp(-nearest[i] / median));
    for (std::size_t k = 0; k < graph.distances.columns; ++k) {
      if (graph.distances(i, k) < audit.limit) {
        audit.sets[i].push_back(graph.neighbours(i, k));
        audit.sets[graph.neighbours(i, k)].push_back(i);
      }
    }
  }
  for (auto& set : audit.sets) {
    std::sort(set.begin(), set.end());
    set.erase(std::unique(set.begin(), set.end()), set.end());
    audit.marked.push_back(!set.empty());
  }
  return audit;
}

std::vector<std::pair<std::size_t, std::size_t>> leakedPairs(const NearDuplicateAudit& duplicates,
                                                             const std::vector<bool>& trained,
                                                             const std::vector<bool>& tested) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < duplicates.sets.size(); ++i) {
    for (const std::size_t other : duplicates.sets[i]) {
      if (tested[i] && trained[other]) {
        pairs.emplace_back(other, i);
      }
    }
  }
  return pairs;
}

}  // namespace touchstone::analysis
