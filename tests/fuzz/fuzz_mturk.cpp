#include "labeling/formats/mturk_results.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

using namespace touchstone;
using namespace touchstone::labeling;

/// Whatever is read has labels and finite shapes, and fits into an image.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto table = readCsvText(text, "fuzz.csv");
  if (!table) {
    return 0;
  }
  const auto results = mturkResultsOf(*std::move(table), "fuzz.csv");
  if (!results) {
    return 0;
  }
  for (const MturkAssignment& assignment : results->assignments) {
    auto answer = answerOf(*results, assignment, {.picturePixels = 1'000'000});
    if (!answer) {
      continue;
    }
    const PictureFit fit = fitToImage(*answer, {.width = 100, .height = 80});
    for (const MturkObject& object : answer->objects) {
      require(!object.label.empty(), "every object has a label");
      const Box bounds = boundsOf(object.shape);
      require(std::isfinite(bounds.width()) && std::isfinite(bounds.height()),
              "a shape has a size");
      const auto* mask = std::get_if<Mask>(&object.shape);
      require(fit == PictureFit::OtherProportions || mask == nullptr ||
                  (mask->width == 100 && mask->height == 80),
              "masks have the image's size");
    }
  }
  return 0;
}
