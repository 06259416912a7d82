#pragma once

#include "labeling/progress.h"
#include "labeling/result.h"

#include <cstddef>
#include <functional>

namespace touchstone::analysis {

/// Calls `step(first, end)` for consecutive pieces of [0, rows), in as many threads as there are
/// processors; the step of one piece must not touch what another writes. Tells `work` how far it
/// is. Error: stopped by the person.
Status forRowsInThreads(std::size_t rows,
                        std::size_t piece,
                        const WorkContext& work,
                        const std::function<void(std::size_t first, std::size_t end)>& step);

/// The same for work so short that nobody watches or stops it.
void forRowsInThreads(std::size_t rows,
                      std::size_t piece,
                      const std::function<void(std::size_t first, std::size_t end)>& step);

}  // namespace touchstone::analysis
