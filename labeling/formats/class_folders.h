#pragma once

#include "labeling/formats/label_format.h"

#include <optional>
#include <string>
#include <vector>

namespace touchstone::labeling {

/// What the folders above an image say about it.
struct FolderLabel {
  std::string image;  ///< path relative to the source
  std::string className;
  std::optional<Split> split;
  bool operator==(const FolderLabel&) const = default;
};

/// Reads the class, and the split if there is one, off paths of the forms `class/…/image` and
/// `train/class/…/image`; images without a class folder are left out.
[[nodiscard]] std::vector<FolderLabel> folderLabels(const std::vector<std::string>& images);

/// One folder per class, perhaps below `train`, `val` and `test`: image tags. Not detected where
/// folders have other meanings (`JPEGImages`, `Annotations`, `images` …) or there is one class
/// only.
[[nodiscard]] LabelFormat classFoldersFormat();

}  // namespace touchstone::labeling
