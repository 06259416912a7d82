#include "analysis/neighbours/row_threads.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace touchstone::analysis {

Status forRowsInThreads(std::size_t rows,
                        std::size_t piece,
                        const WorkContext& work,
                        const std::function<void(std::size_t first, std::size_t end)>& step) {
  std::atomic<std::size_t> next = 0;
  const auto takePieces = [&](bool reports) {
    for (;;) {
      const std::size_t first = next.fetch_add(piece);
      if (first >= rows || work.stop.stop_requested()) {
        return;
      }
      step(first, std::min(first + piece, rows));
      if (reports && work.progress) {
        work.progress({.stage = "Comparing",
                       .done = static_cast<double>(std::min(next.load(), rows)),
                       .total = static_cast<double>(rows)});
      }
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < std::max(std::thread::hardware_concurrency(), 1U); ++i) {
      others.emplace_back(takePieces, false);
    }
    takePieces(true);
  }
  if (work.stop.stop_requested()) {
    return Error{.kind = ErrorKind::Cancelled, .file = {}, .message = "Cancelled."};
  }
  return Nothing{};
}

void forRowsInThreads(std::size_t rows,
                      std::size_t piece,
                      const std::function<void(std::size_t first, std::size_t end)>& step) {
  const auto done = forRowsInThreads(rows, piece, WorkContext{}, step);
  require(done.has_value(), "nothing stops this");
}

}  // namespace touchstone::analysis
