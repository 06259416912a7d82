#pragma once

#include "labeling/annotation/image.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace touchstone::labeling {

/// Finds the image that a `file_name` means among relative paths.
class CocoImageFinder {
public:
  explicit CocoImageFinder(const std::vector<std::string>& images);
  CocoImageFinder(const CocoImageFinder&) = delete;
  CocoImageFinder& operator=(const CocoImageFinder&) = delete;

  /// Returns the image for a name in the instances file `labelFile` (relative path): in a folder
  /// called as the file (`instances_val2017.json`: `val2017`, `images/val2017`), in `images` or
  /// `data`, beside the file, or else the only image of that name.
  [[nodiscard]] std::optional<std::string> find(std::string_view fileName,
                                                std::string_view labelFile) const;

private:
  std::unordered_set<std::string> images_;
  /// Without a path where several have the name.
  std::unordered_map<std::string_view, std::optional<std::string_view>> byName_;
};

/// What a folder of images and COCO files holds; paths relative to `root`.
struct CocoTree {
  std::filesystem::path root;
  std::vector<std::string> images;
  std::vector<std::string> labelFiles;
};

/// Whether the file is an object with the three lists of COCO; what is in them is not looked at.
[[nodiscard]] bool isCocoInstances(const std::filesystem::path& file);

/// Looks for instances files in `source`, at most two folders deep, or takes the one file that it
/// is. Where there are `instances_*.json`, other files beside them (captions, keypoints) are left.
Result<CocoTree> lookThroughCocoTree(const std::filesystem::path& source, const WorkContext& work);

/// Returns the split that the name of the file, or else of its folder, tells: "instances_val2017",
/// "train.json", "valid/_annotations.coco.json".
[[nodiscard]] std::optional<Split> splitOfCocoFile(std::string_view labelFile);

}  // namespace touchstone::labeling
