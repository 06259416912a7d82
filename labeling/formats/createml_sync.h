#pragma once

#include "labeling/formats/sync_format.h"

namespace touchstone::labeling {

/// CreateML files, those that are there or else a file for each image.
[[nodiscard]] SyncFormat createmlSync();

}  // namespace touchstone::labeling
