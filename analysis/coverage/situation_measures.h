#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/geometry/shape.h"

#include <opencv2/core/mat.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// Colour and texture of what is around an object, or of a picture's border: the means of CIE L*,
/// a*, b*, the standard deviation of L*, and the mean length of its gradient per pixel.
inline constexpr std::size_t backgroundFeatures = 5;
using BackgroundFeatures = std::array<double, backgroundFeatures>;

/// Where an object lies on its picture.
struct Placement {
  labeling::Point centre;  ///< shares of the picture's width and height
  double share = 0;        ///< of the picture's area
  bool operator==(const Placement&) const = default;
};

/// The situation in which a picture or an object was photographed.
struct SituationMeasures {
  /// Mean CIE lightness L* / 100 of the picture; of an object, of what is around it, which depends
  /// on the light but not on the class.
  double brightness = 0;
  /// Standard deviation of L* / 100 over the picture (RMS contrast: Peli, "Contrast in complex
  /// images", 1990).
  double contrast = 0;
  /// log2 of red against blue of the light: above 0 warmer, below colder. The light's colour is
  /// estimated by shades of grey (Finlayson and Trezzi, 2004): the Minkowski mean of order 6 of
  /// each channel, over the pixels that are not overexposed. Unlike the plain mean it hardly
  /// follows large coloured areas.
  double temperature = 0;
  /// Share of the picture or object that mirrors a lamp: spots that are nearly white, without
  /// colour, and brighter than what is around them.
  double reflection = 0;
  /// Direction in degrees, in [0, 180) counter-clockwise from the horizontal; none when there is no
  /// main one. The major axis of a mask, polygon or oriented box whose axes differ by a third;
  /// else that of the edges inside (structure tensor: Bigün and Granlund, 1987) when its coherence
  /// is 0.3 or more.
  std::optional<double> orientation;
  std::optional<Placement> placement;  ///< none of a whole picture
  BackgroundFeatures background{};
  bool operator==(const SituationMeasures&) const = default;
};

/// Measures `things` on an 8-bit BGR picture, one result each: image tags as the whole picture,
/// else objects, whose shapes are in pixels of `full`, the size of which `picture` may be a
/// reduction. What lies under any of the things belongs to no background, unless nothing else is
/// left.
[[nodiscard]] std::vector<SituationMeasures> measureSituations(
    const cv::Mat& picture, labeling::ImageSize full, std::span<const labeling::Shape> things);

}  // namespace touchstone::analysis
