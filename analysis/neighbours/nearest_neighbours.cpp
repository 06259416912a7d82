#include "analysis/neighbours/nearest_neighbours.h"

#include "analysis/neighbours/dot_products.h"
#include "analysis/neighbours/neighbour_index.h"
#include "analysis/neighbours/row_threads.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace touchstone::analysis {
namespace {

constexpr std::size_t rowsAtOnce = 64;
/// Single precision may confuse nearly equal distances: so many more are kept, then measured again.
constexpr std::size_t spare = 8;

using Candidate = std::pair<float, std::uint32_t>;

double squareOf(std::span<const float> row) {
  return std::inner_product(row.begin(), row.end(), row.begin(), 0.0);
}

/// Returns the rows that are compared: of length one for cosine.
FeatureMatrix comparedRows(const FeatureMatrix& features, Metric metric) {
  FeatureMatrix rows = features;
  for (std::size_t i = 0; metric == Metric::Cosine && i < rows.rows; ++i) {
    const double length = std::sqrt(squareOf(rows.row(i)));
    for (float& value : rows.row(i)) {
      value = length > 0 ? static_cast<float>(value / length) : 0;
    }
  }
  return rows;
}

/// Measures distances in double precision, from the features as they were given.
class ExactDistance {
public:
  ExactDistance(const FeatureMatrix& features, Metric metric)
      : features_(features), metric_(metric), lengths_(features.rows) {
    for (std::size_t i = 0; i < features.rows; ++i) {
      lengths_[i] = std::sqrt(squareOf(features.row(i)));
    }
  }

  double operator()(std::size_t a, std::size_t b) const {
    const auto first = features_.row(a);
    const auto second = features_.row(b);
    if (metric_ == Metric::Cosine) {
      const double product = std::inner_product(first.begin(), first.end(), second.begin(), 0.0);
      const double lengths = lengths_[a] * lengths_[b];
      return lengths > 0 ? std::max(1 - product / lengths, 0.0) : 1;
    }
    double sum = 0;
    for (std::size_t k = 0; k < first.size(); ++k) {
      const double difference = static_cast<double>(first[k]) - second[k];
      sum += difference * difference;
    }
    return std::sqrt(sum);
  }

private:
  const FeatureMatrix& features_;
  Metric metric_;
  std::vector<double> lengths_;
};

/// Measures the candidates of row `i` again and keeps the nearest.
void keepNearest(const ExactDistance& distance,
                 std::size_t i,
                 std::span<const std::uint32_t> candidates,
                 NeighbourGraph& graph) {
  std::vector<std::pair<double, std::uint32_t>> measured;
  for (const std::uint32_t j : candidates) {
    measured.emplace_back(distance(i, j), j);
  }
  std::sort(measured.begin(), measured.end());
  for (std::size_t k = 0; k < graph.neighbours.columns; ++k) {
    graph.distances(i, k) = measured[k].first;
    graph.neighbours(i, k) = measured[k].second;
  }
}

/// Compares every row of [first, end) with all rows, block by block so that they stay in the cache.
void compareRows(const FeatureMatrix& rows,
                 const std::vector<float>& halfSquares,
                 const ExactDistance& distance,
                 std::size_t first,
                 std::size_t end,
                 NeighbourGraph& graph) {
  const std::size_t wanted = std::min(graph.neighbours.columns + spare, rows.rows - 1);
  std::vector<std::vector<Candidate>> heaps(end - first);
  std::vector<float> products(rowsAtOnce);
  for (std::size_t from = 0; from < rows.rows; from += rowsAtOnce) {
    const std::size_t count = std::min(rowsAtOnce, rows.rows - from);
    for (std::size_t i = first; i < end; ++i) {
      auto& heap = heaps[i - first];
      dotProducts(rows.row(i).data(), rows.row(from).data(), count, rows.columns, products.data());
      for (std::size_t j = 0; j < count; ++j) {
        // |a - b|² / 2 up to a constant of row i; for rows of length one, 1 - cosine.
        const float apart = halfSquares[from + j] - products[j];
        if (from + j == i || (heap.size() == wanted && !(apart < heap.front().first))) {
          continue;
        }
        if (heap.size() == wanted) {
          std::pop_heap(heap.begin(), heap.end());
          heap.pop_back();
        }
        heap.emplace_back(apart, static_cast<std::uint32_t>(from + j));
        std::push_heap(heap.begin(), heap.end());
      }
    }
  }
  std::vector<std::uint32_t> candidates;
  for (std::size_t i = first; i < end; ++i) {
    candidates.clear();
    for (const Candidate& candidate : heaps[i - first]) {
      candidates.push_back(candidate.second);
    }
    keepNearest(distance, i, candidates, graph);
  }
}

Status compareAll(const FeatureMatrix& rows,
                  const ExactDistance& distance,
                  const WorkContext& work,
                  NeighbourGraph& graph) {
  std::vector<float> halfSquares(rows.rows);
  for (std::size_t i = 0; i < rows.rows; ++i) {
    halfSquares[i] = static_cast<float>(squareOf(rows.row(i)) / 2);
  }
  return forRowsInThreads(rows.rows, rowsAtOnce, work, [&](std::size_t first, std::size_t end) {
    compareRows(rows, halfSquares, distance, first, end, graph);
  });
}

Status searchIndex(const FeatureMatrix& rows,
                   const ExactDistance& distance,
                   const WorkContext& work,
                   NeighbourGraph& graph) {
  const auto index = NeighbourIndex::build(rows, work);
  if (!index) {
    return index.error();
  }
  const std::size_t wanted = std::min(graph.neighbours.columns + spare, rows.rows - 1);
  return forRowsInThreads(rows.rows, rowsAtOnce, work, [&](std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) {
      auto found = index->nearest(i, wanted);
      // The index may find too few; any others then do.
      for (std::uint32_t j = 0; found.size() < graph.neighbours.columns; ++j) {
        if (j != i && std::find(found.begin(), found.end(), j) == found.end()) {
          found.push_back(j);
        }
      }
      keepNearest(distance, i, found, graph);
    }
  });
}

}  // namespace

Metric metricFor(const FeatureMatrix& features) {
  return features.columns > 3 ? Metric::Cosine : Metric::Euclidean;
}

Result<NeighbourGraph> nearestNeighbours(const FeatureMatrix& features,
                                         const NeighbourOptions& options,
                                         const WorkContext& work) {
  const auto badInput = [](std::string message) {
    return Error{.kind = ErrorKind::BadInput, .file = {}, .message = std::move(message)};
  };
  if (features.rows < 2 || features.columns == 0) {
    return badInput("Neighbours need the features of at least two samples.");
  }
  if (!std::all_of(features.values.begin(), features.values.end(),
                   [](float value) { return std::isfinite(value); })) {
    return badInput(
        "The features hold values that are not numbers: compute them again, from pictures that can "
        "be read.");
  }
  const std::size_t k = std::min(std::max<std::size_t>(options.neighbours, 1), features.rows - 1);
  NeighbourGraph graph;
  graph.metric = metricFor(features);
  graph.neighbours = Matrix<std::uint32_t>(features.rows, k);
  graph.distances = Matrix<double>(features.rows, k);
  const FeatureMatrix rows = comparedRows(features, graph.metric);
  const ExactDistance distance(features, graph.metric);
  const Status done = features.rows <= options.exactRows ? compareAll(rows, distance, work, graph)
                                                         : searchIndex(rows, distance, work, graph);
  if (!done) {
    return done.error();
  }
  return graph;
}

}  // namespace touchstone::analysis
