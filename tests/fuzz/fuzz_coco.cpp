#include "labeling/formats/coco.h"
#include "labeling/formats/coco_rle.h"

#include <cstddef>
#include <cstdint>

using namespace touchstone;
using namespace touchstone::labeling;

/// Whatever is read can be written, and valid run lengths are coded to the same text again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto counts = countsFromCocoText(text, size * 8)) {
    require(countsFromCocoText(cocoTextOf(*counts), size * 8) == counts, "run lengths come back");
  }
  const auto file = readCocoText(text, "fuzz.json", {.maskPixels = 1'000'000});
  if (!file) {
    return 0;
  }
  for (const CocoObject& object : file->objects) {
    const Annotation annotation{.image = 1,
                                .labelClass = 1,
                                .shape = object.shape,
                                .attributes = object.attributes,
                                .sourceId = object.id,
                                .unknown = object.unknown};
    const std::string entry = cocoText(annotation, {1, 1, 1, 64, 64});
    require(!entry.empty(), "an object can be written");
  }
  return 0;
}
