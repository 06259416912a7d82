#pragma once

#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace touchstone::labeling {

/// What a label file was like when we last wrote or read it.
struct LabelFileRecord {
  std::int64_t size = 0;      ///< bytes
  std::int64_t modified = 0;  ///< time of its last change, in the file system's own unit
  std::string hash;           ///< hashOfBytes of its content
  std::string problem;        ///< why it could not be read; empty otherwise
  std::string intended = {};  ///< hash of what is being written, as long as nobody knows it is done
  bool operator==(const LabelFileRecord&) const = default;
};

/// Returns size and time of a file, the rest empty; nothing when there is no such file.
[[nodiscard]] std::optional<LabelFileRecord> recordOf(const std::filesystem::path& file);

/// Copies a file to NAME.bak, or NAME.bak2 … where those are taken, and returns the copy's path.
/// Errors: it cannot be written; then there is no copy.
Result<std::filesystem::path> backedUp(const std::filesystem::path& file);

}  // namespace touchstone::labeling
