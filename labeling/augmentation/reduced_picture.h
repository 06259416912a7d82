#pragma once

#include "labeling/augmentation/composition.h"
#include "labeling/result.h"

#include <filesystem>
#include <vector>

namespace touchstone::labeling {

/// Reads a picture for a preview: reduced until its longer side has at most `longerSide` pixels,
/// and its labels, which are in pixels of the full picture, with it.
Result<LabelledPicture> readReducedPicture(const std::filesystem::path& file,
                                           const std::vector<Annotation>& annotations,
                                           int longerSide);

}  // namespace touchstone::labeling
