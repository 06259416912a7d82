#pragma once

#include "labeling/annotation/document.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>

namespace touchstone::labeling {

/// Returns the edit, to be recorded, that gives their hashes to the images that lack them, and a
/// problem to those that turn out not to be readable. Decodes on all cores; JPEG at a reduced
/// scale. Errors: cancelled.
Result<Edit> missingHashes(const Document& document,
                           const std::filesystem::path& folder,
                           const WorkContext& work);

}  // namespace touchstone::labeling
