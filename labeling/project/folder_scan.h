#pragma once

#include "labeling/annotation/document.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace touchstone::labeling {

/// The pictures found in a folder and all folders below it.
struct FolderScan {
  std::vector<std::string> paths;     ///< relative, '/' between folders, UTF-8, in order
  std::vector<std::string> unusable;  ///< names that are not UTF-8, as good as they can be shown
  bool holdsFolders = false;
  bool holdsOtherFiles = false;  ///< that are no pictures, or may be: folders were passed over
};

/// Lists the pictures; hidden folders and VOC's mask folders are passed over.
Result<FolderScan> scanFolder(const std::filesystem::path& folder, const WorkContext& work);

/// Returns an edit that adds the pictures which the document lacks, and tells of those that are
/// gone or came back. Their sizes are left to missingSizes.
[[nodiscard]] Edit editForScan(const FolderScan& scan, Document& document);

}  // namespace touchstone::labeling
