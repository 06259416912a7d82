#pragma once

#include "analysis/matrix.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace touchstone::analysis {

/// Finds near rows without comparing all of them: hnswlib's graph. The rows are borrowed.
class NeighbourIndex {
public:
  static Result<NeighbourIndex> build(const FeatureMatrix& rows, const WorkContext& work);
  NeighbourIndex(NeighbourIndex&&) noexcept;
  NeighbourIndex& operator=(NeighbourIndex&&) noexcept;
  ~NeighbourIndex();

  /// Returns up to `count` other rows near row `i`, in no order. May be called from many threads.
  [[nodiscard]] std::vector<std::uint32_t> nearest(std::size_t i, std::size_t count) const;

private:
  struct Graph;
  explicit NeighbourIndex(std::unique_ptr<Graph> graph);

  std::unique_ptr<Graph> graph_;
};

}  // namespace touchstone::analysis
