#pragma once

#include "labeling/formats/sync_format.h"

namespace touchstone::labeling {

/// Files of labelme or X-AnyLabeling, each kept in the dialect that it has; new ones are labelme's.
[[nodiscard]] SyncFormat labelmeSync();

}  // namespace touchstone::labeling
