#pragma once

#include "labeling/progress.h"
#include "labeling/result.h"
#include "training/data/detection_dataset.h"
#include "training/data/resized_picture.h"

#include <filesystem>
#include <functional>
#include <vector>

namespace touchstone::training {

/// The pictures of images, resized, kept in memory when they fit and decoded each time when not.
class DetectionPictures {
public:
  DetectionPictures(std::vector<DetectionImage> images,
                    std::filesystem::path folder,
                    PictureLimits size);

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
  PictureLimits size_;
  std::vector<cv::Mat> pictures_;  ///< empty when they do not fit
};

}  // namespace touchstone::training
