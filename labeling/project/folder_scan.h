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
};

/// Lists the pictures; hidden folders and VOC's mask folders are passed over.
Result<FolderScan> scanFolder(const std::filesystem::path& folder, const WorkContext& work);

/// Returns an edit that adds the pictures which the document lacks, with their sizes, and tells of
/// those that are gone or came back.
Result<Edit> editForScan(const std::filesystem::path& folder,
                         const FolderScan& scan,
                         Document& document,
                         const WorkContext& work);

}  // namespace touchstone::labeling
