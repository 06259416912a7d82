#pragma once

#include "labeling/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Limits beyond which a file is refused with a sentence that names the limit.
struct IdxLimits {
  std::uint64_t bytes = 2'000'000'000;  ///< of the file, and of what it unpacks to
  std::uint32_t side = 65'535;          ///< pixels
  std::uint32_t images = 10'000'000;
};

/// The pictures of an IDX file (the MNIST family's `…-images-idx3-ubyte`): grey, one after the
/// other, row by row.
struct IdxImages {
  std::uint32_t count = 0;
  int width = 0;
  int height = 0;
  std::string pixels;  ///< count x height x width bytes

  /// Returns the bytes of one picture.
  [[nodiscard]] std::string_view picture(std::uint32_t index) const;
};

/// Read the content of an IDX file, gzipped or not: pictures, and labels of one byte each. Errors:
/// another magic number, type or number of dimensions, too few or too many bytes, damaged gzip, a
/// limit; `file` is named in them.
Result<IdxImages> readIdxImages(std::string_view bytes,
                                const std::filesystem::path& file,
                                const IdxLimits& limits = {});
Result<std::vector<std::uint8_t>> readIdxLabels(std::string_view bytes,
                                                const std::filesystem::path& file,
                                                const IdxLimits& limits = {});

/// Return the bytes of such files, not gzipped.
[[nodiscard]] std::string idxBytesOf(const IdxImages& images);
[[nodiscard]] std::string idxBytesOf(const std::vector<std::uint8_t>& labels);

}  // namespace touchstone::labeling
