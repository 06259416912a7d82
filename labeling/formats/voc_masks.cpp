#include "labeling/formats/voc_masks.h"

#include "labeling/geometry/mask_runs.h"

#include <map>
#include <set>
#include <utility>

namespace touchstone::labeling {
namespace {

/// Builds a mask from single pixels in column-major order.
class MaskBuilder {
public:
  void add(std::uint64_t place) {
    runs_.append(false, place - end_);
    runs_.append(true, 1);
    end_ = place + 1;
  }
  Mask finished(int width, int height) {
    const auto pixels = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
    runs_.append(false, pixels - end_);
    return std::move(runs_).finished(width, height);
  }

private:
  RunWriter runs_;
  std::uint64_t end_ = 0;
};

/// Calls `visit(row-major place)` for every set pixel.
template <class Visit>
void forEachPixel(const Mask& mask, Visit visit) {
  std::uint64_t place = 0;
  const auto height = static_cast<std::uint64_t>(mask.height);
  const auto width = static_cast<std::uint64_t>(mask.width);
  for (std::size_t i = 0; i < mask.counts.size(); ++i) {
    const std::uint64_t end = place + mask.counts[i];
    for (; i % 2 == 1 && place < end; ++place) {
      visit(static_cast<std::size_t>(place % height * width + place / height));
    }
    place = end;
  }
}

}  // namespace

VocMasks vocMasksOf(const IndexedPicture& classes, const IndexedPicture* objects) {
  // Keyed by (number or 256 without one, class), which is the order of the result.
  std::map<std::pair<int, int>, MaskBuilder> builders;
  MaskBuilder voidPixels;
  const auto width = static_cast<std::size_t>(classes.width);
  const auto height = static_cast<std::size_t>(classes.height);
  std::uint64_t place = 0;
  for (std::size_t x = 0; x < width; ++x) {
    for (std::size_t y = 0; y < height; ++y, ++place) {
      const int classNumber = classes.pixels[y * width + x];
      const int number = objects != nullptr ? objects->pixels[y * width + x] : 0;
      if (classNumber == vocVoid || number == vocVoid) {
        voidPixels.add(place);
      } else if (classNumber != 0) {
        builders[{number == 0 ? 256 : number, classNumber}].add(place);
      }
    }
  }
  VocMasks masks;
  std::map<int, int> classesOf;
  for (auto& [key, builder] : builders) {
    const int number = key.first == 256 ? 0 : key.first;
    masks.splitObjects += number != 0 && ++classesOf[number] == 2 ? 1 : 0;
    masks.objects.push_back({.classNumber = key.second,
                             .number = classesOf[number] > 1 ? 0 : number,
                             .mask = builder.finished(classes.width, classes.height)});
  }
  masks.voidPixels = voidPixels.finished(classes.width, classes.height);
  return masks;
}

VocMaskPictures vocMaskPicturesOf(const std::vector<VocMaskObject>& objects,
                                  const Mask& voidPixels,
                                  int width,
                                  int height) {
  VocMaskPictures pictures;
  for (IndexedPicture* picture : {&pictures.classes, &pictures.objects}) {
    picture->width = width;
    picture->height = height;
    picture->palette = vocPalette();
    picture->pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    forEachPixel(voidPixels, [&](std::size_t pixel) { picture->pixels[pixel] = vocVoid; });
  }
  for (const VocMaskObject& object : objects) {
    forEachPixel(object.mask, [&](std::size_t pixel) {
      std::uint8_t& number = pictures.objects.pixels[pixel];
      pictures.hiddenPixels += number != 0 && number != vocVoid ? 1 : 0;
      number = static_cast<std::uint8_t>(object.number);
      pictures.classes.pixels[pixel] = static_cast<std::uint8_t>(object.classNumber);
    });
  }
  return pictures;
}

}  // namespace touchstone::labeling
