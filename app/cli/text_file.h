#pragma once

#include "labeling/result.h"

#include <filesystem>
#include <string>

namespace touchstone::app {

/// Returns the file's content. Errors: it cannot be read.
Result<std::string> readTextFile(const std::filesystem::path& file);

}  // namespace touchstone::app
