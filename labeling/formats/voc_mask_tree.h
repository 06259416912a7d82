#pragma once

#include "labeling/annotation/image.h"
#include "labeling/formats/voc_mask_classes.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// The segmentation pictures of an image, paths relative to the tree's root.
struct VocMaskPair {
  std::string classes;
  std::string objects;  ///< empty where there is none
};

/// What a folder of images and segmentation pictures holds; paths relative to `root`.
struct VocMaskTree {
  std::filesystem::path root;
  std::map<std::string, VocMaskPair> pairOf;  ///< by the image's path
  std::vector<std::string> strayMasks;        ///< pictures of which no image is here
  std::map<std::string, Split> splitOf;       ///< of ImageSets/Segmentation, by the image's path
  VocMaskClasses classes;
  bool hasClassList = false;
};

/// Whether a folder of that name holds masks or pictures of them, and no images to label:
/// `SegmentationClass`, `SegmentationObject`, and labelme's variants of them.
[[nodiscard]] bool isMaskFolderName(std::string_view name);

/// Looks for `SegmentationClass` (or `SegmentationClassPNG`) in `source`, pairs its PNGs with the
/// images of the same name in `JPEGImages`, `images` or beside it, and reads `class_names.txt` or
/// `labelmap.txt`; without them the classes are VOC's twenty. Errors: a class list that cannot be
/// read.
Result<VocMaskTree> lookThroughVocMaskTree(const std::filesystem::path& source,
                                           const WorkContext& work);

}  // namespace touchstone::labeling
