#pragma once

#include "labeling/progress.h"
#include "labeling/result.h"
#include "training/data/segmentation_dataset.h"

#include <filesystem>
#include <functional>
#include <vector>

namespace touchstone::training {

/// A picture, the class of each of its pixels, and how much each counts; all of one size.
struct SegmentationExample {
  cv::Mat picture;  ///< 8-bit RGB
  cv::Mat1b labels;
  cv::Mat1f weights;  ///< empty: all alike
};

/// The pictures of images with their labels, made smaller where their shorter side is longer than
/// `side`, kept in memory when they fit and read each time when not.
class SegmentationPictures {
public:
  SegmentationPictures(std::vector<SegmentationImage> images,
                       std::filesystem::path folder,
                       int side);

  /// Reads all pictures on several threads. Images that cannot be read are warned of and left out
  /// of images(). Error: cancelled.
  Status load(const std::function<void(const std::string&)>& warned, const WorkContext& work);

  [[nodiscard]] const std::vector<SegmentationImage>& images() const { return images_; }
  /// Returns the size of a picture.
  [[nodiscard]] labeling::ImageSize sizeOf(std::size_t index) const;
  /// Returns an example; safe to call from several threads. When its file has become unreadable
  /// since, none of its pixels counts. Pixels between objects that nearly touch weigh more.
  [[nodiscard]] SegmentationExample example(std::size_t index) const;

private:
  std::vector<SegmentationImage> images_;
  std::filesystem::path folder_;
  int side_;
  std::vector<SegmentationExample> examples_;  ///< empty when they do not fit
};

/// Returns the size of the picture that a segmenter sees of an image.
[[nodiscard]] labeling::ImageSize segmentedSize(labeling::ImageSize image, int side);

/// Returns an image file at that size, 8-bit RGB. Errors: it cannot be read.
Result<cv::Mat> readSegmentedPicture(const std::filesystem::path& file, int side);

}  // namespace touchstone::training
