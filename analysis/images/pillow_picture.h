#pragma once

#include <opencv2/core/mat.hpp>

namespace touchstone::analysis {

/// Pillow's picture operations to the last bit, on 8-bit grey or BGR pictures: cleanvision's
/// definitions rest on them.

enum class PillowFilter { Bicubic, Lanczos };

/// Returns the picture in another size (libImaging/Resample.c): a separable filter as wide as the
/// reduction, in fixed point, rows first.
[[nodiscard]] cv::Mat pillowResized(const cv::Mat& picture, cv::Size size, PillowFilter filter);

/// Returns convert("L"): ITU-R 601 luma in 16-bit fixed point; grey pictures as they are.
[[nodiscard]] cv::Mat pillowGrey(const cv::Mat& picture);

/// Returns filter(FIND_EDGES) of a grey picture: eight times a pixel less its neighbours, clipped;
/// the outermost pixels are kept.
[[nodiscard]] cv::Mat pillowEdges(const cv::Mat& grey);

}  // namespace touchstone::analysis
