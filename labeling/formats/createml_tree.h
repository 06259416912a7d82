#pragma once

#include "labeling/annotation/document.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// The name that Roboflow gives to the one file of a folder.
inline constexpr std::string_view createmlFolderFile = "_annotations.createml.json";

/// What a folder of images and CreateML files holds; paths relative to `root`.
struct CreatemlTree {
  std::filesystem::path root;
  std::vector<std::string> images;
  std::vector<std::string> labelFiles;  ///< JSON files that are a list
};

/// Looks for CreateML files in `source` and below, or takes the one file that it is.
Result<CreatemlTree> lookThroughCreatemlTree(const std::filesystem::path& source,
                                             const WorkContext& work);

/// Returns the CreateML file of an image of the project in `folder`: its own one, the one of its
/// folder or of a folder above it, `shared` (a relative path) when it is there, or else where an
/// own one belongs (named `a.png.json` when another image of the same stem has `a.json`).
[[nodiscard]] std::filesystem::path createmlLabelFile(const Document& document,
                                                      ImageId image,
                                                      const std::filesystem::path& folder,
                                                      const std::string& shared);

/// Returns how the file (relative path) names an image: below its folder, or else by its whole
/// path.
[[nodiscard]] std::string createmlImageName(std::string_view imagePath, std::string_view labelFile);

}  // namespace touchstone::labeling
