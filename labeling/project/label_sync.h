#pragma once

#include "labeling/annotation/document.h"

#include <set>
#include <string>

namespace touchstone::labeling {

/// Returns the images whose label files an edit makes outdated: their annotations, the names of
/// their classes or their being verified changed. `document` is that before the edit, which changes
/// each entry once.
[[nodiscard]] std::set<ImageId> imagesOutdatedBy(const Document& document, const Edit& edit);

/// Returns the sync format that suits the labels: "voc" for boxes or no labels at all, else "none".
[[nodiscard]] std::string suitableSyncFormat(const Document& document);

}  // namespace touchstone::labeling
