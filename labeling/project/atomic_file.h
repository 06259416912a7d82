#pragma once

#include "labeling/result.h"

#include <filesystem>
#include <string_view>

namespace touchstone::labeling {

/// Writes `bytes` to `file` so that after a crash or a power cut there is either the old content or
/// the new one: a temporary file beside it, fsync, rename. Keeps the permissions of a file that is
/// replaced and follows a symbolic link to the file it names.
Status writeFileAtomically(const std::filesystem::path& file, std::string_view bytes);

}  // namespace touchstone::labeling
