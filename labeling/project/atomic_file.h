#pragma once

#include "labeling/result.h"

#include <filesystem>
#include <functional>
#include <string_view>

namespace touchstone::labeling {

/// Writes `bytes` to `file` so that after a crash or a power cut there is either the old content or
/// the new one: a temporary file beside it, fsync, rename. Keeps the permissions of a file that is
/// replaced and follows a symbolic link to the file it names.
Status writeFileAtomically(const std::filesystem::path& file, std::string_view bytes);

/// Takes the next bytes of a file; false when they cannot be written, and no more are wanted.
using ByteSink = std::function<bool(std::string_view bytes)>;

/// … and as much as `write` gives, part by part: a large file is never in memory as a whole.
Status writeFileAtomically(const std::filesystem::path& file,
                           const std::function<void(const ByteSink& sink)>& write);

}  // namespace touchstone::labeling
