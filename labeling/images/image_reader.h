#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/result.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <filesystem>

namespace touchstone::labeling {

/// Limits beyond which an image is refused with a sentence that names the limit.
struct ImageLimits {
  std::uint64_t fileBytes = 2'000'000'000;
  std::uint64_t pixels = 1'000'000'000;
};

/// Reads the size from the file's header; falls back to decoding for formats whose header we do
/// not know.
Result<ImageSize> readImageSize(const std::filesystem::path& file, const ImageLimits& limits = {});

/// Decodes to 8-bit BGR (H×W×3), EXIF orientation applied, 16-bit and float pictures scaled to 8
/// bits, alpha laid over white. With `shorterSide` > 0 a JPEG is decoded at the smallest of
/// libjpeg-turbo's scales (1, 1/2, 1/4, 1/8) whose shorter side is at least that many pixels.
/// `scale`, when given, receives decoded width / full width. A TIFF of more than 120 million pixels
/// is reduced, at least so far that it has no more; parts of it are read with TiffFile.
Result<cv::Mat> readImage(const std::filesystem::path& file,
                          int shorterSide = 0,
                          double* scale = nullptr,
                          const ImageLimits& limits = {});

/// Decodes with the values of the file: 8-bit BGR as readImage, or 16-bit unsigned or 32-bit float,
/// grey or BGR without alpha. EXIF orientation applied.
Result<cv::Mat> readImageValues(const std::filesystem::path& file, const ImageLimits& limits = {});

/// Whether the file is a TIFF that readImage reduces. Errors: a damaged header, beyond the limits.
Result<bool> isLargeTiff(const std::filesystem::path& file);

/// Whether the file name's extension is one of a picture that we read.
[[nodiscard]] bool isImageFileName(const std::filesystem::path& file);

}  // namespace touchstone::labeling
