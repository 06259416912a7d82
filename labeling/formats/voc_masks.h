#pragma once

#include "labeling/geometry/shape.h"
#include "labeling/images/palette_png.h"

#include <cstdint>
#include <vector>

namespace touchstone::labeling {

/// The number of pixels that Pascal VOC leaves out of account: borders and what is hard to tell.
inline constexpr std::uint8_t vocVoid = 255;

/// One object of a pair of segmentation pictures.
struct VocMaskObject {
  int classNumber = 0;  ///< 1 … 254
  int number = 0;       ///< in the picture of objects, 1 … 254; 0 when it is not in it
  Mask mask;
};

/// What a picture of classes and, where there is one, a picture of objects say.
struct VocMasks {
  std::vector<VocMaskObject> objects;  ///< in order of their numbers, those without one last
  Mask voidPixels;
  int splitObjects = 0;  ///< objects whose pixels have more than one class, split into one each
};

/// Takes the pictures apart; without `objects` (nullptr) each class is one object. Both have the
/// same size. A pixel that either picture calls void is void.
[[nodiscard]] VocMasks vocMasksOf(const IndexedPicture& classes, const IndexedPicture* objects);

/// The two pictures, with Pascal VOC's palette.
struct VocMaskPictures {
  IndexedPicture classes;
  IndexedPicture objects;
  int hiddenPixels = 0;  ///< of objects that a later one covers
};

/// Draws the objects one over the other; void is what `voidPixels` has besides them. All masks have
/// the size width x height.
[[nodiscard]] VocMaskPictures vocMaskPicturesOf(const std::vector<VocMaskObject>& objects,
                                                const Mask& voidPixels,
                                                int width,
                                                int height);

}  // namespace touchstone::labeling
