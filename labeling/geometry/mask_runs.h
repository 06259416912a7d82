#pragma once

#include "labeling/geometry/shape.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace touchstone::labeling {

/// Builds a mask's runs from its first pixel on, column by column; equal neighbours become one run.
class RunWriter {
public:
  /// Adds `length` pixels that are all inside or all outside the object.
  void append(bool inside, std::uint64_t length);
  /// Returns the mask of everything appended, which must be width x height pixels.
  [[nodiscard]] Mask finished(int width, int height) &&;

private:
  std::vector<std::uint32_t> counts_{0};
};

/// Reads a mask's runs from its first pixel on; copies are cheap and remember their place. The mask
/// must outlive the cursor. Pixels missing from the runs are outside the object.
class RunCursor {
public:
  explicit RunCursor(const Mask& mask) : counts_(&mask.counts) {
    left_ = counts_->empty() ? 0 : counts_->front();
  }

  /// Moves to a place in column-major order and calls `sink(inside, length)` for what is passed.
  template <class Sink>
  void advanceTo(std::uint64_t place, Sink&& sink) {
    while (place_ < place) {
      while (left_ == 0 && run_ + 1 < counts_->size()) {
        left_ = (*counts_)[++run_];
      }
      const bool ended = left_ == 0;
      const std::uint64_t step =
          ended ? place - place_ : std::min<std::uint64_t>(left_, place - place_);
      sink(!ended && run_ % 2 == 1, step);
      left_ -= ended ? 0 : static_cast<std::uint32_t>(step);
      place_ += step;
    }
  }

  void skipTo(std::uint64_t place) {
    advanceTo(place, [](bool, std::uint64_t) {});
  }
  void copyTo(std::uint64_t place, RunWriter& writer) {
    advanceTo(place, [&](bool inside, std::uint64_t length) { writer.append(inside, length); });
  }

private:
  const std::vector<std::uint32_t>* counts_;
  std::size_t run_ = 0;
  std::uint32_t left_ = 0;
  std::uint64_t place_ = 0;
};

/// The pixels (x, y0) … (x, y1 - 1).
struct ColumnRun {
  int x = 0;
  int y0 = 0;
  int y1 = 0;
  bool operator==(const ColumnRun&) const = default;
};

/// Returns the object's runs cut at column borders, in column-major order.
[[nodiscard]] std::vector<ColumnRun> columnRunsOf(const Mask& mask);

/// Returns the mask of width x height pixels with those runs; they are inside the image, in
/// column-major order and do not overlap.
[[nodiscard]] Mask maskOfColumnRuns(std::span<const ColumnRun> runs, int width, int height);

}  // namespace touchstone::labeling
