#include "training/data/detection_pictures.h"

#include "training/data/read_ahead.h"
#include "training/detection/resized_size.h"

namespace touchstone::training {

namespace {

constexpr std::size_t memoryLimit = 3'000'000'000;
constexpr int readers = 2;
constexpr std::size_t imagesAhead = 8;

std::size_t bytesOf(const std::vector<DetectionImage>& images, PictureLimits size) {
  std::size_t bytes = 0;
  for (const DetectionImage& image : images) {
    const auto resized = resizedFor(image.size, size.shorter, size.longer);
    bytes += static_cast<std::size_t>(resized.width) * static_cast<std::size_t>(resized.height) * 3;
  }
  return bytes;
}

}  // namespace

DetectionPictures::DetectionPictures(std::vector<DetectionImage> images,
                                     std::filesystem::path folder,
                                     PictureLimits size)
    : images_(std::move(images)), folder_(std::move(folder)), size_(size) {}

Status DetectionPictures::load(const std::function<void(const std::string&)>& warned,
                               const WorkContext& work) {
  const bool fits = bytesOf(images_, size_) <= memoryLimit;
  ReadAhead<Result<cv::Mat>> pictures(images_.size(), readers, imagesAhead, [&](std::size_t i) {
    return readResizedPicture(folder_ / images_[i].path, size_);
  });
  std::vector<DetectionImage> readable;
  for (std::size_t i = 0; i < images_.size(); ++i) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, {}, "Cancelled while reading the pictures."};
    }
    auto picture = *pictures.next();
    if (!picture) {
      warned(picture.error().message);
      continue;
    }
    readable.push_back(images_[i]);
    if (fits) {
      pictures_.push_back(*std::move(picture));
    }
    work.progress(
        {"Reading pictures", static_cast<double>(i + 1), static_cast<double>(images_.size()), -1});
  }
  images_ = std::move(readable);
  return Nothing{};
}

cv::Mat DetectionPictures::picture(std::size_t index) const {
  if (!pictures_.empty()) {
    return pictures_[index];
  }
  auto read = readResizedPicture(folder_ / images_[index].path, size_);
  if (read) {
    return *std::move(read);
  }
  const auto size = resizedFor(images_[index].size, size_.shorter, size_.longer);
  return {size.height, size.width, CV_8UC3, cv::Scalar::all(128)};
}

}  // namespace touchstone::training
