#pragma once

#include "labeling/formats/label_format.h"

namespace touchstone::labeling {

/// Writes instances files: one when `destination` ends in .json, else one per split below
/// `destination/annotations`. Ids from a COCO source are kept; others are given above them, from 1.
Result<TransferReport> exportCoco(const Project& project,
                                  const std::filesystem::path& destination,
                                  const WorkContext& work);

}  // namespace touchstone::labeling
