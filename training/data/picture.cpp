#include "training/data/picture.h"

#include "labeling/images/image_reader.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::training {

namespace {

/// Resizes with the filter that suits the direction: areas when shrinking, cubic when enlarging.
cv::Mat resized(const cv::Mat& image, cv::Size size) {
  cv::Mat result;
  const bool shrinks = size.width <= image.cols && size.height <= image.rows;
  cv::resize(image, result, size, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_CUBIC);
  return result;
}

cv::Mat centreOf(const cv::Mat& image, const PictureOptions& options) {
  const double shorter = std::min(image.cols, image.rows);
  const double factor = options.size * options.zoom / shorter;
  const auto side = [&](int length) {
    return std::max(options.size, static_cast<int>(std::lround(length * factor)));
  };
  const cv::Mat whole = resized(image, {side(image.cols), side(image.rows)});
  const int x = (whole.cols - options.size) / 2;
  const int y = (whole.rows - options.size) / 2;
  return whole(cv::Rect(x, y, options.size, options.size));
}

double cropSide(const labeling::Box& box, const PictureOptions& options) {
  return std::max(box.width(), box.height()) * (1 + 2 * options.context);
}

cv::Mat squareAround(const cv::Mat& image,
                     double scale,
                     const labeling::Box& box,
                     const PictureOptions& options) {
  const double side = std::max(1.0, cropSide(box, options) * scale);
  const auto centre = box.centre();
  const int length = std::max(1, static_cast<int>(std::lround(side)));
  const cv::Rect wanted(static_cast<int>(std::lround(centre.x * scale - side / 2)),
                        static_cast<int>(std::lround(centre.y * scale - side / 2)), length, length);
  const cv::Rect inside = wanted & cv::Rect(0, 0, image.cols, image.rows);
  if (inside.empty()) {
    return cv::Mat::zeros(options.size, options.size, image.type());
  }
  cv::Mat square = image(inside);
  if (inside != wanted) {
    cv::copyMakeBorder(square, square, inside.y - wanted.y, wanted.br().y - inside.br().y,
                       inside.x - wanted.x, wanted.br().x - inside.br().x, cv::BORDER_REPLICATE);
  }
  return resized(square, {options.size, options.size});
}

/// Returns the shorter side to decode at (0: full size), so that no picture is enlarged needlessly.
int decodeSide(const std::filesystem::path& file,
               std::span<const Sample> samples,
               const PictureOptions& options) {
  if (!samples.front().box) {
    return static_cast<int>(std::ceil(options.size * options.zoom));
  }
  double scale = 0;
  for (const Sample& sample : samples) {
    scale = std::max(scale, options.size / cropSide(*sample.box, options));
  }
  if (scale >= 1) {
    return 0;
  }
  const auto full = labeling::readImageSize(file);
  return full ? static_cast<int>(std::ceil(scale * std::min(full->width, full->height))) : 0;
}

}  // namespace

labeling::Box pictureArea(labeling::ImageSize image,
                          const Sample& sample,
                          const PictureOptions& options) {
  const labeling::Box whole{0, 0, static_cast<double>(image.width),
                            static_cast<double>(image.height)};
  const double side = sample.box ? std::max(1.0, cropSide(*sample.box, options))
                                 : std::min(whole.width(), whole.height()) / options.zoom;
  const auto centre = sample.box ? sample.box->centre() : whole.centre();
  return {centre.x - side / 2, centre.y - side / 2, centre.x + side / 2, centre.y + side / 2};
}

cv::Mat pictureOf(const cv::Mat& image,
                  double scale,
                  const Sample& sample,
                  const PictureOptions& options) {
  const cv::Mat picture =
      sample.box ? squareAround(image, scale, *sample.box, options) : centreOf(image, options);
  cv::Mat rgb;
  cv::cvtColor(picture, rgb, cv::COLOR_BGR2RGB);
  return rgb;
}

Result<std::vector<cv::Mat>> readPictures(const std::filesystem::path& folder,
                                          std::span<const Sample> samples,
                                          const PictureOptions& options) {
  const auto file = folder / std::filesystem::path(samples.front().path);
  double scale = 1;
  const auto image = labeling::readImage(file, decodeSide(file, samples, options), &scale);
  if (!image) {
    return image.error();
  }
  std::vector<cv::Mat> pictures;
  try {
    for (const Sample& sample : samples) {
      pictures.push_back(pictureOf(*image, scale, sample, options));
    }
  } catch (const cv::Exception& exception) {
    return Error{ErrorKind::BadInput, file,
                 file.string() + " cannot be prepared for the network: " + exception.err + "."};
  }
  return pictures;
}

}  // namespace touchstone::training
