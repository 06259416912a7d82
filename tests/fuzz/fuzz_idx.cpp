#include "labeling/formats/idx.h"

#include <cstddef>
#include <cstdint>

using namespace touchstone;
using namespace touchstone::labeling;

/// Whatever is read comes back after being written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const IdxLimits limits{.bytes = 1'000'000};
  if (const auto images = readIdxImages(bytes, "fuzz", limits)) {
    const auto again = readIdxImages(idxBytesOf(*images), "again", limits);
    require(again && again->pixels == images->pixels, "pictures come back");
    if (images->count > 0) {
      require(
          images->picture(images->count - 1).size() ==
              static_cast<std::size_t>(images->width) * static_cast<std::size_t>(images->height),
          "the last picture is whole");
    }
  }
  if (const auto labels = readIdxLabels(bytes, "fuzz", limits)) {
    const auto again = readIdxLabels(idxBytesOf(*labels), "again", limits);
    require(again && *again == *labels, "labels come back");
  }
  return 0;
}
