#include "training/data/segmentation_pictures.h"

#include "labeling/images/image_reader.h"
#include "training/data/read_ahead.h"
#include "training/segmentation/border_weights.h"
#include "training/segmentation/void_label.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::training {

namespace {

constexpr std::size_t memoryLimit = 3'000'000'000;
constexpr std::size_t bytesPerPixel = 3 + 1 + 4;
constexpr int readers = 2;
constexpr std::size_t imagesAhead = 4;
constexpr double weighsMore = 1.01;

/// Returns how much the pixels count; empty when no two objects nearly touch.
cv::Mat1f weightsOf(const SegmentationImage& image, cv::Size size) {
  cv::Mat1i objects = objectsOf(image);
  cv::resize(objects, objects, size, 0, 0, cv::INTER_NEAREST);
  const cv::Mat1f weights = borderWeights(objects);
  double most = 0;
  cv::minMaxLoc(weights, nullptr, &most);
  return most > weighsMore ? weights : cv::Mat1f();
}

Result<SegmentationExample> readExample(const std::filesystem::path& folder,
                                        const SegmentationImage& image,
                                        int side) {
  return readSegmentedPicture(folder / image.path, side).transform([&](cv::Mat picture) {
    SegmentationExample example;
    example.labels = labelsOf(image);
    cv::resize(example.labels, example.labels, picture.size(), 0, 0, cv::INTER_NEAREST);
    example.weights = weightsOf(image, picture.size());
    example.picture = std::move(picture);
    return example;
  });
}

}  // namespace

labeling::ImageSize segmentedSize(labeling::ImageSize image, int side) {
  const double scale =
      std::min(1.0, static_cast<double>(side) / std::max(1, std::min(image.width, image.height)));
  const auto scaled = [&](int length) {
    return std::max(1, static_cast<int>(std::lround(length * scale)));
  };
  return {scaled(image.width), scaled(image.height)};
}

Result<cv::Mat> readSegmentedPicture(const std::filesystem::path& file, int side) {
  return labeling::readImage(file, side).transform([&](const cv::Mat& image) {
    const auto wanted = segmentedSize({image.cols, image.rows}, side);
    cv::Mat picture;
    cv::resize(image, picture, {wanted.width, wanted.height}, 0, 0, cv::INTER_AREA);
    cv::cvtColor(picture, picture, cv::COLOR_BGR2RGB);
    return picture;
  });
}

SegmentationPictures::SegmentationPictures(std::vector<SegmentationImage> images,
                                           std::filesystem::path folder,
                                           int side)
    : images_(std::move(images)), folder_(std::move(folder)), side_(side) {}

labeling::ImageSize SegmentationPictures::sizeOf(std::size_t index) const {
  return segmentedSize(images_[index].size, side_);
}

Status SegmentationPictures::load(const std::function<void(const std::string&)>& warned,
                                  const WorkContext& work) {
  std::size_t pixels = 0;
  for (std::size_t i = 0; i < images_.size(); ++i) {
    const auto size = sizeOf(i);
    pixels += static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
  }
  const bool fits = pixels * bytesPerPixel <= memoryLimit;
  ReadAhead<Result<SegmentationExample>> examples(
      images_.size(), readers, imagesAhead,
      [&](std::size_t i) { return readExample(folder_, images_[i], side_); });
  std::vector<SegmentationImage> readable;
  for (std::size_t i = 0; i < images_.size(); ++i) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, {}, "Cancelled while reading the pictures."};
    }
    auto example = *examples.next();
    if (!example) {
      warned(example.error().message);
      continue;
    }
    readable.push_back(images_[i]);
    if (fits) {
      examples_.push_back(*std::move(example));
    }
    work.progress(
        {"Reading pictures", static_cast<double>(i + 1), static_cast<double>(images_.size()), -1});
  }
  images_ = std::move(readable);
  return Nothing{};
}

SegmentationExample SegmentationPictures::example(std::size_t index) const {
  if (!examples_.empty()) {
    return examples_[index];
  }
  if (auto example = readExample(folder_, images_[index], side_)) {
    return *std::move(example);
  }
  const auto size = sizeOf(index);
  return {cv::Mat(size.height, size.width, CV_8UC3, cv::Scalar::all(128)),
          cv::Mat1b(size.height, size.width, static_cast<uchar>(voidLabel)),
          {}};
}

}  // namespace touchstone::training
