#pragma once

#include "labeling/formats/label_format.h"
#include "labeling/formats/labelme.h"

#include <optional>

namespace touchstone::labeling {

/// Writes a label file per image to `destination`, at the place that it has in the project. Without
/// a dialect each file stays what it was.
Result<TransferReport> exportLabelme(const Project& project,
                                     const std::filesystem::path& destination,
                                     std::optional<LabelmeDialect> dialect,
                                     const WorkContext& work);

}  // namespace touchstone::labeling
