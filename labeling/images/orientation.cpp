#include "labeling/images/orientation.h"

#include <opencv2/core.hpp>

#include <utility>

namespace touchstone::labeling {

cv::Mat oriented(const cv::Mat& picture, int orientation) {
  cv::Mat result;
  switch (orientation) {
    case 2:
      cv::flip(picture, result, 1);
      return result;
    case 3:
      cv::rotate(picture, result, cv::ROTATE_180);
      return result;
    case 4:
      cv::flip(picture, result, 0);
      return result;
    case 5:
      cv::transpose(picture, result);
      return result;
    case 6:
      cv::rotate(picture, result, cv::ROTATE_90_CLOCKWISE);
      return result;
    case 7:
      cv::transpose(picture, result);
      cv::rotate(result, result, cv::ROTATE_180);
      return result;
    case 8:
      cv::rotate(picture, result, cv::ROTATE_90_COUNTERCLOCKWISE);
      return result;
    default:
      return picture;
  }
}

cv::Rect storedArea(const cv::Rect& area, cv::Size stored, int orientation) {
  cv::Rect result = area;
  if (isTurned(orientation)) {
    std::swap(result.x, result.y);
    std::swap(result.width, result.height);
  }
  const bool fromRight =
      orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool fromBottom =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  if (fromRight) {
    result.x = stored.width - result.x - result.width;
  }
  if (fromBottom) {
    result.y = stored.height - result.y - result.height;
  }
  return result;
}

}  // namespace touchstone::labeling
