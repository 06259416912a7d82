#pragma once

#include "labeling/formats/label_format.h"

#include <optional>
#include <string>

namespace touchstone::labeling {

/// Return LabelClass::unknown with the class's number in IDX files beside what else is in it, and
/// the number again.
[[nodiscard]] std::string withIdxNumber(const std::string& unknown, int number);
[[nodiscard]] std::optional<int> idxNumberIn(const std::string& unknown);

/// Writes `train-images-idx3-ubyte`, `train-labels-idx1-ubyte` and so on, and `classes.txt` where
/// the classes are not called by their numbers. Errors: images of different sizes, more than 256
/// classes, an image that cannot be read.
Result<TransferReport> exportIdx(const Project& project,
                                 const std::filesystem::path& destination,
                                 const WorkContext& work);

}  // namespace touchstone::labeling
