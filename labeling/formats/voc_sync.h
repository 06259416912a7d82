#pragma once

#include "labeling/formats/sync_format.h"

namespace touchstone::labeling {

/// Pascal VOC files, a file for each image.
[[nodiscard]] SyncFormat vocSync();

}  // namespace touchstone::labeling
