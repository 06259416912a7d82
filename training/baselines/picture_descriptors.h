#pragma once

#include "training/baselines/baselines.h"

#include <opencv2/core/mat.hpp>

#include <vector>

namespace touchstone::training {

/// Returns the picture (8-bit RGB) at 16×16 pixels, with mean 0 and length 1: 768 numbers.
[[nodiscard]] std::vector<float> pixelDescriptor(const cv::Mat& picture);

/// Returns the roots of the shares of 12×4×4 bins of hue, saturation and value: 192 numbers of
/// length 1, so that Euclidean distances are Hellinger's.
[[nodiscard]] std::vector<float> colourDescriptor(const cv::Mat& picture);

/// Returns histograms of oriented gradients (Dalal and Triggs 2005) of the grey picture at 64×64
/// pixels: cells of 8×8 pixels, 9 unsigned orientations, overlapping blocks of 2×2 cells with
/// L2-Hys normalisation: 1764 numbers, scaled to length 1.
[[nodiscard]] std::vector<float> gradientDescriptor(const cv::Mat& picture);

/// Returns how strongly edges in four directions and spots answer in the grey picture at 96×96
/// pixels, at four scales: logarithms of the mean and the deviation of their amounts, 40 numbers.
[[nodiscard]] std::vector<float> edgeDescriptor(const cv::Mat& picture);

/// Returns what a baseline looks at: one or two of the above, or all side by side for the SVM.
[[nodiscard]] std::vector<float> descriptorFor(BaselineKind kind, const cv::Mat& picture);

}  // namespace touchstone::training
