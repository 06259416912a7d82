#pragma once

#include "labeling/geometry/box.h"

#include <filesystem>
#include <optional>
#include <string>

namespace touchstone::analysis {

/// Returns a small JPEG of a picture as a data: URI. With a box (in full-size pixels) it shows the
/// object outlined, with some surroundings, and in blue where it is suggested to be. Nothing when
/// the file cannot be read.
[[nodiscard]] std::optional<std::string> pictureData(
    const std::filesystem::path& file,
    const std::optional<labeling::Box>& box,
    const std::optional<labeling::Box>& suggested = std::nullopt);

}  // namespace touchstone::analysis
