#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/geometry/ring.h"
#include "labeling/random.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace touchstone::labeling {

// Pictures are 8-bit BGR. Every function returns a new picture; values are rounded and kept within
// [0, 255].

/// The tone of a picture; the defaults change nothing. For a value v in [0, 1]:
/// contrast * (v ^ gamma - 1/2) + 1/2 + brightness, and then red * 2 ^ warmth, blue / 2 ^ warmth.
struct Tone {
  double brightness = 0;  ///< share of the range of values
  double contrast = 1;
  double gamma = 1;
  double warmth = 0;  ///< colour temperature: above 0 warmer (more red), below colder (more blue)
};
[[nodiscard]] cv::Mat toned(const cv::Mat& picture, const Tone& tone);

/// A shadow that falls on the picture.
struct Shadow {
  Ring outline;         ///< pixels
  double softness = 0;  ///< standard deviation of the edge's blur in pixels; 0 is sharp
  double darkness = 0;  ///< share of the light that is taken, in [0, 1]
};
[[nodiscard]] cv::Mat shadowed(const cv::Mat& picture, const Shadow& shadow);

/// The light of a lamp mirrored in a surface: a bright blob that falls off like a bell curve.
struct Reflection {
  Point centre;         ///< pixels
  double length = 1;    ///< standard deviation along, in pixels
  double breadth = 1;   ///< standard deviation across, in pixels
  double angle = 0;     ///< of the length, radians, clockwise
  double strength = 0;  ///< in the centre: share of the way to white, in [0, 1]
};
[[nodiscard]] cv::Mat withReflection(const cv::Mat& picture, const Reflection& reflection);

/// Return one drawn at random, by `strength` in [0, 1].
[[nodiscard]] Shadow randomShadow(ImageSize size, double strength, Random& random);
[[nodiscard]] Reflection randomReflection(ImageSize size, double strength, Random& random);

}  // namespace touchstone::labeling
