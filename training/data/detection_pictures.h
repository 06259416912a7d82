#pragma once

#include "labeling/progress.h"
#include "labeling/result.h"
#include "training/data/detection_dataset.h"

#include <opencv2/core/mat.hpp>

#include <filesystem>
#include <functional>
#include <vector>

namespace touchstone::training {

/// How large the pictures of a detector are: the shorter side, unless that made the longer side
/// longer than its limit.
struct DetectionSize {
  int shorter = 480;
  int longer = 800;
};

/// The pictures of images, resized, kept in memory when they fit and decoded each time when not.
class DetectionPictures {
public:
  DetectionPictures(std::vector<DetectionImage> images,
                    std::filesystem::path folder,
                    DetectionSize size);

  /// Reads all pictures on several threads. Images that cannot be read are warned of and left out
  /// of images(). Error: cancelled.
  Status load(const std::function<void(const std::string&)>& warned, const WorkContext& work);

  [[nodiscard]] const std::vector<DetectionImage>& images() const { return images_; }
  /// Returns 8-bit RGB; safe to call from several threads. It is grey when the file has become
  /// unreadable since.
  [[nodiscard]] cv::Mat picture(std::size_t index) const;

private:
  std::vector<DetectionImage> images_;
  std::filesystem::path folder_;
  DetectionSize size_;
  std::vector<cv::Mat> pictures_;  ///< empty when they do not fit
};

/// Returns an image file as a detector sees it. Errors: it cannot be read.
Result<cv::Mat> readDetectionPicture(const std::filesystem::path& file, DetectionSize size);

}  // namespace touchstone::training
