#pragma once

#include "labeling/augmentation/augment.h"
#include "labeling/project/project.h"

#include <filesystem>
#include <vector>

namespace touchstone::labeling {

/// Reads a picture of the project with its labels. Errors: it cannot be read, or is so large that
/// it would be reduced.
Result<LabelledPicture> readLabelledPicture(const Project& project, ImageId image);

/// Returns sources that read from a project, which must outlive them: objects with outlines of
/// `images`, and backgrounds among the pictures in `folder` or, when it is empty, those of `images`
/// that were looked at and have no label. A picture that cannot be read is passed over. Errors: the
/// folder holds no picture.
Result<AugmentationSources> sourcesFrom(const Project& project,
                                        const std::vector<ImageId>& images,
                                        const std::filesystem::path& folder);

}  // namespace touchstone::labeling
