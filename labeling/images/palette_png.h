#pragma once

#include "labeling/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Up to 256 colours, 0xRRGGBB each.
using Palette = std::vector<std::uint32_t>;

/// A picture whose pixels are numbers 0 … 255, row by row, and the colours that show them; a grey
/// picture has no palette.
struct IndexedPicture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;
  Palette palette;
  bool isNumberedByColour = false;  ///< the file has no numbers: they are in order of appearance
};

/// Returns the 256 colours of Pascal VOC's segmentation PNGs: three bits of the index after another
/// become the highest bits of red, green and blue.
[[nodiscard]] Palette vocPalette();

/// Decodes a PNG to its numbers: palette indices, or grey values of at most 8 bits. A colour
/// picture of at most 256 colours gets a palette in order of appearance. Errors: damaged, 16 bits,
/// more colours, more than `maxPixels` pixels; `file` is named in them.
Result<IndexedPicture> readIndexedPng(std::string_view bytes,
                                      const std::filesystem::path& file,
                                      std::uint64_t maxPixels = 1'000'000'000);

/// Returns an 8-bit PNG of the picture: indexed when it has a palette (which then has a colour for
/// every pixel's number), else grey. Without transparency or other extras. Error: out of memory.
Result<std::string> indexedPngOf(const IndexedPicture& picture);

}  // namespace touchstone::labeling
