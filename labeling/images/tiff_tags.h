#pragma once

#include <cstdint>
#include <istream>
#include <optional>

namespace touchstone::labeling {

/// The entries of a TIFF file's first directory (and of EXIF data, which has the same form) that
/// say how large the picture is and how it lies.
struct TiffTags {
  std::int64_t width = 0;   ///< 0 when not given
  std::int64_t height = 0;  ///< 0 when not given
  int orientation = 1;      ///< 1 … 8
};

/// Reads the tags of the TIFF structure that begins where `stream` stands; nothing when it is none.
[[nodiscard]] std::optional<TiffTags> readTiffTags(std::istream& stream);

}  // namespace touchstone::labeling
