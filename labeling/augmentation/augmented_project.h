#pragma once

#include "labeling/augmentation/augmentation_recipe.h"
#include "labeling/formats/transfer_report.h"
#include "labeling/project/project.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace touchstone::labeling {

struct AugmentedProjectOptions {
  AugmentationRecipe recipe = {};
  std::uint64_t seed = 1;
  int copies = 1;                          ///< of each image
  std::optional<Split> split = {};         ///< only images of it; else those not in val or test
  bool onlyMarked = false;                 ///< only those with a class that Review marked
  bool withOriginals = false;              ///< also all images as they are, whatever their split
  std::string format = {};                 ///< of the label files; empty: that of the project
  std::filesystem::path backgrounds = {};  ///< a folder of pictures without objects; may be empty
};

/// The formats that label files of an augmented copy can have: those that follow edits, "coco", and
/// "none" for labels that live in the store alone.
[[nodiscard]] std::vector<std::string> augmentedProjectFormats();

/// Writes a project with augmented copies of the labelled images of `project` to `folder`, which is
/// new or empty: pictures named STEM_aug1.jpg (PNG where the original is no JPEG) in the same
/// folders, classes, splits and labels. Classes that Review marked are augmented more strongly (see
/// strengthenedFor()). Pictures without objects of their own, in `backgrounds` or in the project,
/// become backgrounds. Images that cannot be read are left out with a warning. The same options and
/// images give the same files. Errors: nothing to augment, senseless options, a folder that is not
/// empty or cannot be written to, a stop; nothing is left behind then.
Result<TransferReport> writeAugmentedProject(const Project& project,
                                             const std::filesystem::path& folder,
                                             const AugmentedProjectOptions& options,
                                             const WorkContext& work);

}  // namespace touchstone::labeling
