#pragma once

#include "labeling/result.h"

#include <opencv2/core/mat.hpp>

#include <filesystem>

namespace touchstone::training {

/// How large the pictures of a network are that sees them whole: the shorter side, unless that made
/// the longer side longer than its limit.
struct PictureLimits {
  int shorter = 480;
  int longer = 800;
};

/// Returns an image file at that size, 8-bit RGB. Errors: it cannot be read.
Result<cv::Mat> readResizedPicture(const std::filesystem::path& file, PictureLimits limits);

}  // namespace touchstone::training
