#pragma once

#include <opencv2/core.hpp>

#include <stop_token>

namespace touchstone::labeling {

/// Returns for each pixel of a picture (8 bits, one or three channels) the number of its
/// superpixel, from 0 without gaps, each one connected at its pixels' sides: simple linear
/// iterative clustering (Achanta, Shaji, Smith, Lucchi, Fua, Süsstrunk: SLIC superpixels compared
/// to state-of-the-art superpixel methods, 2012) of the CIELAB colours. `side` is a superpixel's
/// length in pixels, at least 2; a larger `compactness` gives squarer ones. Empty when stopped.
[[nodiscard]] cv::Mat1i slicLabels(const cv::Mat& pixels,
                                   int side,
                                   double compactness,
                                   std::stop_token stop);

}  // namespace touchstone::labeling
