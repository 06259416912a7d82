#pragma once

#include "labeling/progress.h"
#include "labeling/result.h"
#include "training/data/read_ahead.h"

#include <chrono>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

namespace touchstone::training {

/// Fills a cache of what is known of pictures: for the positions `missing`, calls `make(position)`,
/// which returns a Result, in threads, and `keep(position, value)`, which returns a Status, in the
/// caller's thread and in order. What fails is warned of. Returns whether all were done (not
/// cancelled).
template <class Make, class Keep>
bool makeMissing(const std::vector<std::size_t>& missing,
                 const std::function<void(const std::string&)>& warned,
                 const std::string& stage,
                 const WorkContext& work,
                 Make make,
                 Keep keep) {
  constexpr int readers = 2;
  constexpr std::size_t imagesAhead = 16;
  using Made = std::invoke_result_t<Make, std::size_t>;
  ReadAhead<Made> values(missing.size(), readers, imagesAhead,
                         [&](std::size_t i) { return make(missing[i]); });
  const auto start = std::chrono::steady_clock::now();
  const auto total = static_cast<double>(missing.size());
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (work.stop.stop_requested()) {
      return false;
    }
    Made value = *values.next();
    if (!value) {
      warned(value.error().message);
    } else if (const Status kept = keep(missing[i], *std::move(value)); !kept) {
      warned(kept.error().message);
    }
    const auto done = static_cast<double>(i + 1);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    work.progress({stage, done, total, seconds.count() / done * (total - done)});
  }
  return true;
}

}  // namespace touchstone::training
