#pragma once

#include "labeling/progress.h"
#include "training/data/picture.h"

#include <functional>
#include <string>
#include <vector>

namespace touchstone::training {

/// The pictures of samples, kept in memory when they fit and decoded again each time when not.
class PictureStore {
public:
  PictureStore(std::vector<Sample> samples,
               std::filesystem::path folder,
               const PictureOptions& options);

  /// Reads all pictures on several threads. Pictures that cannot be read are warned of and left
  /// out of readable(). Error: cancelled.
  Status load(const std::function<void(const std::string&)>& warned, const WorkContext& work);

  [[nodiscard]] const std::vector<std::size_t>& readable() const { return readable_; }
  [[nodiscard]] const Sample& sample(std::size_t index) const { return samples_[index]; }
  [[nodiscard]] const PictureOptions& options() const { return options_; }

  /// Returns the picture of a readable sample; safe to call from several threads. It is grey when
  /// the file has become unreadable since.
  [[nodiscard]] cv::Mat picture(std::size_t index) const;

private:
  std::vector<Sample> samples_;
  std::filesystem::path folder_;
  PictureOptions options_;
  std::vector<std::size_t> readable_;
  std::vector<cv::Mat> pictures_;
  bool fits_;
};

}  // namespace touchstone::training
