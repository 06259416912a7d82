#pragma once

#include "labeling/annotation/annotation.h"
#include "labeling/augmentation/geometric_transform.h"
#include "labeling/random.h"
#include "labeling/result.h"

#include <opencv2/core/mat.hpp>

#include <cstddef>
#include <vector>

namespace touchstone::labeling {

/// An 8-bit BGR picture with its labels.
struct LabelledPicture {
  cv::Mat picture;
  std::vector<Annotation> annotations;
};

/// Returns the pixels of a mask, polygon, box or oriented box on a picture of that size; none for
/// other shapes.
[[nodiscard]] Mask areaMaskOf(const Shape& shape, ImageSize size);

/// Returns the pixels of `picture` that `foreground` sets, before `background`, which is scaled
/// evenly until it fills the picture and cut in its middle.
[[nodiscard]] cv::Mat withBackground(const cv::Mat& picture,
                                     const Mask& foreground,
                                     const cv::Mat& background);

/// Returns `target` with annotation number `object` of `source` pasted in at the place that
/// `transform` gives it; `transform.size` is the size of the target. What the object covers is
/// taken from the labels below (see behind()), and its own label is added, with its box when it has
/// one (see boxPartnersOf()). The target as it is when the object has no mask or polygon, or less
/// than `smallestShare` of it would be visible.
Result<LabelledPicture> pasted(const LabelledPicture& target,
                               const LabelledPicture& source,
                               std::size_t object,
                               const GeometricTransform& transform,
                               double smallestShare);

/// A picture made of two, for classification: its label is the first one's by `firstShare`, the
/// second one's by the rest.
struct MixedPicture {
  cv::Mat picture;
  double firstShare = 1;
};

/// Returns share * first + (1 - share) * second (Zhang et al. 2018). Here and below the second
/// picture is scaled to the size of the first.
[[nodiscard]] MixedPicture mixUp(const cv::Mat& first, const cv::Mat& second, double share);

/// Returns the first picture with `area` taken from the second (Yun et al. 2019); the share is that
/// of the pixels.
[[nodiscard]] MixedPicture cutMix(const cv::Mat& first,
                                  const cv::Mat& second,
                                  const cv::Rect& area);

/// Returns a rectangle for cutMix() that leaves about `share` of the first picture: less is taken
/// where it reaches over the border.
[[nodiscard]] cv::Rect randomCutMixArea(ImageSize size, double share, Random& random);

}  // namespace touchstone::labeling
