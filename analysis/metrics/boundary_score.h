#pragma once

#include <opencv2/core.hpp>

#include <cstdint>

namespace touchstone::analysis {

/// Returns the boundary F1 measure of one class (Csurka et al., "What is a good evaluation measure
/// for semantic segmentation?", BMVC 2013): the harmonic mean of the shares of predicted and of
/// true boundary pixels that are no farther from the other boundary than 0.75 % of the image's
/// diagonal, at least one pixel. A boundary pixel has a neighbour of another class at one of its
/// sides. Pixels whose truth is `classes` or more are void: neither they nor the borders to them
/// count. 1 when there is no boundary in either.
[[nodiscard]] double boundaryScore(const cv::Mat1b& truth,
                                   const cv::Mat1b& predicted,
                                   std::uint8_t labelClass,
                                   int classes);

}  // namespace touchstone::analysis
