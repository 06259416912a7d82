#pragma once

#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace touchstone::labeling {

/// A file that is open at its first byte, and how many it has.
struct OpenFile {
  std::ifstream stream;
  std::uint64_t size = 0;
};

/// Opens a file, so that a large one can be read in parts. Errors: it cannot be opened, or has more
/// than `maxBytes`.
Result<OpenFile> openFile(const std::filesystem::path& file,
                          std::uint64_t maxBytes = 2'000'000'000);

/// Returns the error that the bytes of a file, or some of them, could not be read.
Error notRead(const std::filesystem::path& file);

/// Returns the bytes of a file. Errors: it cannot be opened or read, or has more than `maxBytes`.
Result<std::string> readFile(const std::filesystem::path& file,
                             std::uint64_t maxBytes = 2'000'000'000);

}  // namespace touchstone::labeling
