#pragma once

#include "labeling/progress.h"
#include "labeling/sample/label_errors.h"
#include "labeling/sample/picture_defects.h"

#include <filesystem>
#include <vector>

namespace touchstone::labeling {

/// Takes all pictures, on two threads, and writes their files to `folder`, whose subfolders exist.
/// Fills in their sizes and, unless they are to be classified, their labels. `planted` tells which
/// planned classes are not what the picture shows, and which pictures have a defect.
Status takePictures(const std::filesystem::path& folder,
                    const SampleOptions& options,
                    std::vector<SamplePicture>& pictures,
                    const Planted& planted,
                    const WorkContext& work);

}  // namespace touchstone::labeling
