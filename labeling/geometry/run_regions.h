#pragma once

#include "labeling/geometry/mask_regions.h"
#include "labeling/geometry/mask_runs.h"

#include <cstddef>
#include <vector>

namespace touchstone::labeling {

/// Returns for each run the number of the first run of its connected region.
[[nodiscard]] std::vector<std::size_t> regionOfEach(const std::vector<ColumnRun>& runs,
                                                    Connectivity connectivity);

}  // namespace touchstone::labeling
