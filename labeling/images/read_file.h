#pragma once

#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace touchstone::labeling {

/// Returns the bytes of a file. Errors: it cannot be opened or read, or has more than `maxBytes`.
Result<std::string> readFile(const std::filesystem::path& file,
                             std::uint64_t maxBytes = 2'000'000'000);

}  // namespace touchstone::labeling
