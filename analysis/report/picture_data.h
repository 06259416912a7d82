#pragma once

#include "labeling/geometry/box.h"

#include <filesystem>
#include <optional>
#include <string>

namespace touchstone::analysis {

/// Returns a small JPEG of a picture as a data: URI. With a box (in full-size pixels) it shows the
/// object outlined, with some surroundings. Nothing when the file cannot be read.
[[nodiscard]] std::optional<std::string> pictureData(const std::filesystem::path& file,
                                                     const std::optional<labeling::Box>& box);

}  // namespace touchstone::analysis
