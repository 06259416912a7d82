#include "analysis/neighbours/embedding_audit.h"
#include "labeling/random.h"
#include "process_figures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

using namespace touchstone;
using namespace touchstone::analysis;

namespace {

constexpr std::size_t columns = 512;

/// Rows as a network's features lie: around a hundred centres, in fewer directions than columns.
FeatureMatrix features(std::size_t rows) {
  constexpr std::size_t centres = 100;
  constexpr std::size_t directions = 32;
  labeling::Random random(1, rows);
  const auto normal = [&] {
    return static_cast<float>(random.real(-1, 1) + random.real(-1, 1) + random.real(-1, 1));
  };
  FeatureMatrix middles(centres, columns);
  FeatureMatrix basis(directions, columns);
  std::generate(middles.values.begin(), middles.values.end(), normal);
  std::generate(basis.values.begin(), basis.values.end(), normal);
  FeatureMatrix made(rows, columns);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto row = made.row(i);
    const auto middle = middles.row(random.bits() % centres);
    std::copy(middle.begin(), middle.end(), row.begin());
    for (std::size_t d = 0; d < directions; ++d) {
      const float part = 0.3F * normal();
      for (std::size_t k = 0; k < columns; ++k) {
        row[k] += part * basis(d, k);
      }
    }
  }
  return made;
}

/// Share of the first rows' ten nearest neighbours that the graph has.
double recall(const FeatureMatrix& all, const NeighbourGraph& graph) {
  constexpr std::size_t checked = 200;
  std::size_t found = 0;
  std::vector<std::pair<double, std::size_t>> apart(all.rows);
  for (std::size_t i = 0; i < checked; ++i) {
    const auto a = all.row(i);
    for (std::size_t j = 0; j < all.rows; ++j) {
      const auto b = all.row(j);
      double product = 0;
      double square = 0;
      for (std::size_t k = 0; k < columns; ++k) {
        product += static_cast<double>(a[k]) * b[k];
        square += static_cast<double>(b[k]) * b[k];
      }
      apart[j] = {j == i ? 1e9 : -product / std::sqrt(square), j};
    }
    std::nth_element(apart.begin(), apart.begin() + 10, apart.end());
    const auto own = graph.neighbours.row(i);
    for (std::size_t n = 0; n < 10; ++n) {
      found += std::count(own.begin(), own.end(), apart[n].second) > 0 ? 1U : 0U;
    }
  }
  return static_cast<double>(found) / (10.0 * checked);
}

void run(std::size_t rows) {
  const FeatureMatrix all = features(rows);
  const bench::Stopwatch watch;
  const auto graph = nearestNeighbours(all);
  if (!graph) {
    std::abort();
  }
  std::printf("%zu x %zu: wall %.1f s, processor %.1f s, peak %.0f MB", rows, columns,
              watch.seconds(), watch.processorSeconds(), bench::peakMegabytes());
  std::printf(", recall %.3f\n", recall(all, *graph));
  std::fflush(stdout);
}

}  // namespace

int main() {
  run(20'000);
  run(100'000);
}
