#pragma once

#include "labeling/annotation/document.h"
#include "labeling/result.h"

#include <filesystem>
#include <set>
#include <string>

namespace touchstone::labeling {

/// Returns the images whose label files an edit makes outdated: their annotations, the names of
/// their classes or their being verified changed. `inverse` is what apply returned for `edit`.
[[nodiscard]] std::set<ImageId> imagesOutdatedBy(const Document& document,
                                                 const Edit& edit,
                                                 const Edit& inverse);

/// Returns the sync format that suits the labels: "voc" for boxes or no labels at all, else "none".
[[nodiscard]] std::string suitableSyncFormat(const Document& document);

/// Writes the Pascal VOC file of one image, atomically, unless it says the same already. `origin`
/// is the project's setting "voc.origin". Errors: the file that is there cannot be read, so that it
/// must not be overwritten, or the new one cannot be written.
Status writeVocLabelFile(const Document& document,
                         ImageId image,
                         const std::filesystem::path& folder,
                         const std::string& origin);

}  // namespace touchstone::labeling
