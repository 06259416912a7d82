#include "training/data/resized_picture.h"

#include "labeling/images/image_reader.h"
#include "training/detection/resized_size.h"

#include <opencv2/imgproc.hpp>

namespace touchstone::training {

Result<cv::Mat> readResizedPicture(const std::filesystem::path& file, PictureLimits limits) {
  return labeling::readImage(file, limits.shorter).transform([&](const cv::Mat& image) {
    const auto wanted = resizedFor({image.cols, image.rows}, limits.shorter, limits.longer);
    cv::Mat resized;
    cv::resize(image, resized, {wanted.width, wanted.height}, 0, 0,
               wanted.width < image.cols ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::cvtColor(resized, resized, cv::COLOR_BGR2RGB);
    return resized;
  });
}

}  // namespace touchstone::training
