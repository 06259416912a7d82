#pragma once

#include "ui/canvas/picture.h"

#include <filesystem>
#include <stop_token>

namespace touchstone::ui {

/// Decodes the file, or opens it when it is too large for memory; for a worker thread. A large file
/// that cannot be read in parts is first written once as one that can, into `cache`.
Result<Picture> loadPicture(const std::filesystem::path& file,
                            const std::filesystem::path& cache = {});

/// Returns the picture with its coarse levels computed from every pixel, when loadPicture took a
/// part of them, and keeps them in `cache` (nowhere when it is empty). The same picture otherwise.
Result<Picture> refinedPicture(const Picture& picture,
                               const std::filesystem::path& cache,
                               const std::stop_token& stop);

}  // namespace touchstone::ui
