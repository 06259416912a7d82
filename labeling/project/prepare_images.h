#pragma once

#include "labeling/annotation/document.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>

namespace touchstone::labeling {

/// Whether nobody has looked at the file of the image yet: it has neither a size nor a problem.
[[nodiscard]] bool isUnmeasured(const Image& image);

/// Gives the image its size as the head of its file says, or a problem.
void measure(Image& image, const std::filesystem::path& folder);

/// Returns the edit, to be recorded, that gives their sizes to the images that lack them, and a
/// problem to those that cannot be read. Errors: cancelled.
Result<Edit> missingSizes(const Document& document,
                          const std::filesystem::path& folder,
                          const WorkContext& work);

/// Returns the edit, to be recorded, that gives their hashes to the images that lack them, and a
/// problem to those that turn out not to be readable. Decodes on all cores; JPEG at a reduced
/// scale. Errors: cancelled.
Result<Edit> missingHashes(const Document& document,
                           const std::filesystem::path& folder,
                           const WorkContext& work);

}  // namespace touchstone::labeling
