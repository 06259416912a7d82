#include "labeling/geometry/mask_runs.h"

namespace touchstone::labeling {

void RunWriter::append(bool inside, std::uint64_t length) {
  if (length == 0) {
    return;
  }
  if (inside != (counts_.size() % 2 == 0)) {
    counts_.push_back(0);
  }
  counts_.back() += static_cast<std::uint32_t>(length);
}

Mask RunWriter::finished(int width, int height) && {
  return {.width = width, .height = height, .counts = std::move(counts_)};
}

std::vector<ColumnRun> columnRunsOf(const Mask& mask) {
  std::vector<ColumnRun> runs;
  const auto height = static_cast<std::uint64_t>(mask.height);
  const std::uint64_t pixels = static_cast<std::uint64_t>(mask.width) * height;
  std::uint64_t place = 0;
  RunCursor(mask).advanceTo(pixels, [&](bool inside, std::uint64_t length) {
    const std::uint64_t end = place + length;
    while (inside && place < end) {
      const std::uint64_t column = place / height;
      const std::uint64_t stop = std::min(end, (column + 1) * height);
      const ColumnRun run{.x = static_cast<int>(column),
                          .y0 = static_cast<int>(place - column * height),
                          .y1 = static_cast<int>(stop - column * height)};
      // Codes of other programs may have runs of no length between two that belong together.
      if (!runs.empty() && runs.back().x == run.x && runs.back().y1 == run.y0) {
        runs.back().y1 = run.y1;
      } else {
        runs.push_back(run);
      }
      place = stop;
    }
    place = end;
  });
  return runs;
}

Mask maskOfColumnRuns(std::span<const ColumnRun> runs, int width, int height) {
  RunWriter writer;
  std::uint64_t place = 0;
  for (const ColumnRun& run : runs) {
    const std::uint64_t start =
        static_cast<std::uint64_t>(run.x) * height + static_cast<std::uint64_t>(run.y0);
    const auto length = static_cast<std::uint64_t>(run.y1 - run.y0);
    writer.append(false, start - place);
    writer.append(true, length);
    place = start + length;
  }
  writer.append(false, static_cast<std::uint64_t>(width) * height - place);
  return std::move(writer).finished(width, height);
}

}  // namespace touchstone::labeling
