#include "labeling/images/palette_png.h"

#include <cstddef>
#include <cstdint>

using namespace touchstone;
using namespace touchstone::labeling;

/// Whatever is read has all its pixels and comes back after being written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto picture = readIndexedPng(bytes, "fuzz.png", 1'000'000);
  if (!picture) {
    return 0;
  }
  require(picture->pixels.size() ==
              static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height),
          "every pixel is there");
  for (const std::uint8_t number : picture->pixels) {
    if (!picture->palette.empty() && number >= picture->palette.size()) {
      return 0;
    }
  }
  const auto written = indexedPngOf(*picture);
  require(written.has_value(), "a picture that was read can be written");
  const auto again = readIndexedPng(*written, "again.png", 1'000'000);
  require(again && again->pixels == picture->pixels, "its numbers come back");
  return 0;
}
