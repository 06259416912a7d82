#pragma once

#include "labeling/geometry/shape.h"

#include <cstddef>
#include <span>
#include <vector>

namespace touchstone::labeling {

/// Returns a mask of width x height pixels without any pixel set. Here and below width x height is
/// less than 2^32, as COCO's runs demand.
[[nodiscard]] Mask emptyMask(int width, int height);

/// Returns whether no pixel is set.
[[nodiscard]] bool isEmpty(const Mask& mask);

/// Returns the number of set pixels.
[[nodiscard]] double areaOf(const Mask& mask);

/// Returns the smallest box around the set pixels; Box{} when there are none.
[[nodiscard]] Box boundsOf(const Mask& mask);

/// Returns whether the pixel under the point is set; false outside the image. Time grows with the
/// number of runs.
[[nodiscard]] bool contains(const Mask& mask, Point point);

/// Return the pixels in either mask, in both, and in the first but not in the second; both masks
/// have the same size. The runs are merged without decoding them.
[[nodiscard]] Mask unionOf(const Mask& a, const Mask& b);
[[nodiscard]] Mask intersectionOf(const Mask& a, const Mask& b);
[[nodiscard]] Mask differenceOf(const Mask& a, const Mask& b);

/// Returns the pixels in any of the masks, which all have width x height pixels.
[[nodiscard]] Mask unionOf(std::vector<Mask> masks, int width, int height);

/// Returns the mask with set and unset pixels exchanged.
[[nodiscard]] Mask complementOf(const Mask& mask);

/// Returns the mask moved by whole pixels; what leaves the image is lost.
[[nodiscard]] Mask translated(const Mask& mask, int right, int down);

/// Returns the mask for an image of another size, cut or extended at its right and lower border.
[[nodiscard]] Mask clippedTo(const Mask& mask, int width, int height);

/// A mask of a list that lost pixels.
struct ChangedMask {
  std::size_t index = 0;
  Mask mask;  ///< what is left; may be empty
  bool operator==(const ChangedMask&) const = default;
};

/// Returns those of `others` that share pixels with `taken`, without these pixels: "remove
/// underlying pixels". Null pointers and masks of another size are passed over.
[[nodiscard]] std::vector<ChangedMask> masksWithout(std::span<const Mask* const> others,
                                                    const Mask& taken);

}  // namespace touchstone::labeling
