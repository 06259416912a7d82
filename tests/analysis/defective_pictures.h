#pragma once

#include "labeling/sample/picture_defects.h"

#include <opencv2/imgcodecs.hpp>

/// Pictures of the sample project with and without defects.
namespace touchstone::defects {

inline cv::Mat decoded(const std::string& jpeg) {
  return cv::imdecode(std::vector<unsigned char>(jpeg.begin(), jpeg.end()), cv::IMREAD_COLOR);
}

inline cv::Mat picture(int index) {
  return decoded(labeling::takePhotograph(4, index, std::nullopt).jpeg);
}

/// Returns the picture of that number with the defect, as it is read back from a file.
inline cv::Mat defective(const std::vector<cv::Mat>& pictures,
                         int index,
                         labeling::DefectKind kind) {
  labeling::Random random(7, static_cast<std::uint64_t>(index));
  labeling::Photograph photo;
  std::vector<unsigned char> bytes;
  cv::imencode(".png", pictures[static_cast<std::size_t>(index)], bytes);
  photo.jpeg.assign(bytes.begin(), bytes.end());
  return decoded(labeling::withDefect(photo, kind, random).jpeg);
}

}  // namespace touchstone::defects
