#pragma once

#include "labeling/project/project.h"

#include <cstdint>
#include <map>

namespace touchstone::labeling {

/// Returns when each image was labelled, in seconds since 1970: the time of the first step that was
/// done on it alone. Images that only steps on many have changed, such as an import, are left out:
/// those tell nothing of when their labels were drawn.
[[nodiscard]] std::map<ImageId, std::int64_t> labellingTimes(const Project& project);

}  // namespace touchstone::labeling
