#pragma once

#include "labeling/annotation/document.h"

namespace touchstone::labeling {

/// Which images an edit is about.
struct TouchedImages {
  ImageId first = 0;  ///< the one whose change comes first; 0 for none
  std::int64_t count = 0;
};

/// Returns the images that an edit, which is yet to be applied to the document, changes, or whose
/// objects and comments it changes.
[[nodiscard]] TouchedImages touchedImages(const Document& document, const Edit& edit);

}  // namespace touchstone::labeling
