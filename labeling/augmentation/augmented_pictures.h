#pragma once

#include "labeling/augmentation/augmented_project.h"
#include "labeling/formats/transfer_warnings.h"

#include <string>
#include <vector>

namespace touchstone::labeling {

/// A picture that was written, with its labels; ids of classes are those of the source project.
struct WrittenPicture {
  std::string path;  ///< relative to the new folder
  ImageId source = 0;
  std::vector<Annotation> annotations;
  bool augmented = false;  ///< else it is a copy of the original
};

/// Writes the augmented pictures of `images`, and of the whole project the originals when they are
/// wanted, below `folder`. Errors: a full disk, a stop.
Result<std::vector<WrittenPicture>> writeAugmentedPictures(const Project& project,
                                                           const std::vector<ImageId>& images,
                                                           const std::filesystem::path& folder,
                                                           const AugmentedProjectOptions& options,
                                                           TransferWarnings& warnings,
                                                           const WorkContext& work);

}  // namespace touchstone::labeling
