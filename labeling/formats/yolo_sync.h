#pragma once

#include "labeling/formats/sync_format.h"

namespace touchstone::labeling {

/// YOLO label files and the class list beside them, which only ever gets names at its end; the
/// three kinds differ in how shapes are written (see YoloKind).
[[nodiscard]] SyncFormat yoloSync();
[[nodiscard]] SyncFormat yoloSegSync();
[[nodiscard]] SyncFormat yoloObbSync();

}  // namespace touchstone::labeling
