#pragma once

#include "labeling/formats/label_format.h"

namespace touchstone::labeling {

/// Writes `Annotations` and, where images have splits, `ImageSets/Main` below `destination`. An
/// image whose labels did not change since its label file was written gets the same bytes.
Result<TransferReport> exportVoc(const Project& project,
                                 const std::filesystem::path& destination,
                                 const WorkContext& work);

}  // namespace touchstone::labeling
