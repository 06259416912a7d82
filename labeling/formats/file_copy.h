#pragma once

#include "labeling/formats/label_format.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>
#include <vector>

namespace touchstone::labeling {

/// Copies (or hard-links, where the disk can) files to their places below `folder`. A file that is
/// there already with the same content, or is a label file, is left alone. Errors: a different file
/// of that name is there, a destination outside `folder`, a full disk, a stop; what was copied
/// before stays.
Status copyFiles(const std::vector<SourceFile>& files,
                 const std::filesystem::path& folder,
                 bool hardLink,
                 const WorkContext& work);

}  // namespace touchstone::labeling
