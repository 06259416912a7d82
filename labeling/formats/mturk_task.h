#pragma once

#include "labeling/annotation/document.h"
#include "labeling/formats/transfer_report.h"
#include "labeling/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace touchstone::labeling {

/// What workers are asked, and about which images.
struct MturkTaskOptions {
  std::string task = {};  ///< "classify", "detect" or "segment"; empty: what the labels are for
  std::string urlPrefix = {};  ///< where the images lie on the web; empty: their paths alone
  std::optional<std::vector<ImageId>> images = {};  ///< none: all that are not excluded
};

/// Writes a question for Amazon Mechanical Turk into `folder`, which is made: `template.html` for
/// the project's layout and `input.csv` with the address of each image, one question a row. The
/// report counts the images. Errors: no class to choose from, no image, a file that cannot be
/// written.
Result<TransferReport> writeMturkTask(const Document& document,
                                      const std::filesystem::path& folder,
                                      const MturkTaskOptions& options = {});

}  // namespace touchstone::labeling
