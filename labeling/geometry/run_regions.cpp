#include "labeling/geometry/run_regions.h"

#include <algorithm>
#include <numeric>

namespace touchstone::labeling {
namespace {

/// Sets of runs that touch each other (union-find with path halving).
class RunSets {
public:
  explicit RunSets(std::size_t count) : parents_(count) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t i) {
    while (parents_[i] != i) {
      parents_[i] = parents_[parents_[i]];
      i = parents_[i];
    }
    return i;
  }
  /// The lower number stays the set's own, so that a set is known by its first run.
  void join(std::size_t a, std::size_t b) {
    a = find(a);
    b = find(b);
    parents_[std::max(a, b)] = std::min(a, b);
  }

private:
  std::vector<std::size_t> parents_;
};

bool touch(const ColumnRun& a, const ColumnRun& b, Connectivity connectivity) {
  const int reach = connectivity == Connectivity::Eight ? 1 : 0;
  return a.y0 < b.y1 + reach && b.y0 < a.y1 + reach;
}

}  // namespace

std::vector<std::size_t> regionOfEach(const std::vector<ColumnRun>& runs,
                                      Connectivity connectivity) {
  RunSets sets(runs.size());
  std::size_t left = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    while (left < i && runs[left].x < runs[i].x - 1) {
      ++left;
    }
    // Runs above this one in the column to the left are also above the ones that follow.
    while (left < i && runs[left].x == runs[i].x - 1 && runs[left].y1 < runs[i].y0) {
      ++left;
    }
    for (std::size_t k = left; k < i && runs[k].x == runs[i].x - 1 && runs[k].y0 <= runs[i].y1;
         ++k) {
      if (touch(runs[k], runs[i], connectivity)) {
        sets.join(k, i);
      }
    }
  }
  std::vector<std::size_t> regions(runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    regions[i] = sets.find(i);
  }
  return regions;
}

}  // namespace touchstone::labeling
