#pragma once

#include "labeling/annotation/document.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace touchstone::labeling {

/// A label file with its image, both relative to the tree's root.
struct LabelmePair {
  std::string label;
  std::string image;
  bool imageIsInside = false;  ///< the image is no file: its bytes are in the label file
};

/// What a folder of images and labelme or X-AnyLabeling files holds; paths relative to `root`.
struct LabelmeTree {
  std::filesystem::path root;
  std::vector<std::string> images;
  std::vector<LabelmePair> pairs;
  std::vector<std::string> strayLabels;   ///< whose image is missing
  std::vector<std::string> secondLabels;  ///< of an image that has another label file
};

/// Looks for label files in `source`, or takes the one file that it is, and finds their images: at
/// `imagePath`, beside the label file with its name, or the only one of that name in the tree.
Result<LabelmeTree> lookThroughLabelmeTree(const std::filesystem::path& source,
                                           const WorkContext& work);

/// Whether a label file of the family is found in or at `source`.
[[nodiscard]] bool hasLabelmeFiles(const std::filesystem::path& source);

}  // namespace touchstone::labeling
