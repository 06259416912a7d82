#pragma once

#include "labeling/result.h"

#include <opencv2/core/mat.hpp>

#include <filesystem>
#include <functional>

namespace touchstone::labeling {

/// How a TIFF file is laid out.
struct TiffForm {
  bool tiled = true;        ///< tiles of 256 x 256 pixels; otherwise strips of 16 rows
  bool compressed = false;  ///< Deflate
  bool big = false;         ///< BigTIFF; chosen by itself beyond 4 GB
};

/// Writes a TIFF file of any size part by part: `part` returns the pixels of an area, 8-bit, 16-bit
/// unsigned or float, grey or BGR as `type` says. The file is complete or not there.
Status writeTiff(const std::filesystem::path& file,
                 cv::Size size,
                 int type,
                 const TiffForm& form,
                 const std::function<cv::Mat(const cv::Rect&)>& part);

}  // namespace touchstone::labeling
