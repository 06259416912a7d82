#pragma once

#include "ui/canvas/picture.h"

#include <vector>

namespace touchstone::ui {

/// A picture that lies in memory with all its levels.
class WholePicture : public PictureSource {
public:
  /// Takes pixels of a kind that PictureSource names, and halves them until they are small.
  explicit WholePicture(cv::Mat pixels);

  [[nodiscard]] QSize size() const override;
  [[nodiscard]] int levelCount() const override { return static_cast<int>(levels_.size()); }
  [[nodiscard]] cv::Mat level(int level) const override {
    return levels_[static_cast<std::size_t>(level)];
  }
  [[nodiscard]] QSize tileSize(int level) const override;
  [[nodiscard]] Result<cv::Mat> read(int level, const cv::Rect& area) const override;
  [[nodiscard]] ValueRange values() const override { return values_; }
  [[nodiscard]] std::uint64_t bytes() const override;

private:
  std::vector<cv::Mat> levels_;
  ValueRange values_;
};

/// Appends halved copies of the last level until the longer side has less than 512 pixels.
void appendHalves(std::vector<cv::Mat>& levels);

/// Returns the pixels as a PictureSource keeps them: 8-bit ones with a fourth channel.
[[nodiscard]] cv::Mat asKept(const cv::Mat& pixels);

}  // namespace touchstone::ui
