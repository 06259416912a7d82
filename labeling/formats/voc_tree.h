#pragma once

#include "labeling/annotation/document.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Returns where, relative to their common folder, the label file of an image may lie, most likely
/// first: beside the image, in `Annotations` in place of `JPEGImages` or `images`, or mirrored
/// below `Annotations`.
[[nodiscard]] std::vector<std::string> vocLabelPathsFor(std::string_view imagePath);

/// Returns the label file of an image of the project in `folder`: the one that exists, or else
/// where a new one belongs (in `Annotations` when there is such a folder, otherwise beside the
/// image; named `a.png.xml` when another image of the same stem has the name `a.xml`).
[[nodiscard]] std::filesystem::path vocLabelFile(const Document& document,
                                                 ImageId image,
                                                 const std::filesystem::path& folder);

/// What a folder of images and VOC labels holds; paths relative to `root`.
struct VocTree {
  std::filesystem::path root;
  std::vector<std::string> images;
  std::map<std::string, std::string> labelOf;  ///< label file by image
  std::vector<std::string> strayLabels;        ///< their image is not there
  std::vector<std::string> secondLabels;       ///< their image has another label file already
  std::map<std::string, Split> splitOf;        ///< split by image, from ImageSets or folder names
  std::size_t missingInSplits = 0;             ///< lines of ImageSets without an image
};

/// Looks through a VOC tree, a folder with label files beside the images, or takes the one label
/// file that `source` is. A label file belongs to the image of the same stem, or else to the one
/// that its `<filename>` names.
Result<VocTree> lookThroughVocTree(const std::filesystem::path& source, const WorkContext& work);

}  // namespace touchstone::labeling
