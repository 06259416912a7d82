#include "ui/canvas/whole_picture.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr int smallestLevel = 512;

}  // namespace

void appendHalves(std::vector<cv::Mat>& levels) {
  while (std::max(levels.back().cols, levels.back().rows) >= 2 * smallestLevel) {
    const cv::Mat& level = levels.back();
    cv::Mat half;
    cv::resize(level, half, cv::Size((level.cols + 1) / 2, (level.rows + 1) / 2), 0, 0,
               cv::INTER_AREA);
    levels.push_back(half);
  }
}

cv::Mat asKept(const cv::Mat& pixels) {
  if (pixels.depth() != CV_8U || pixels.channels() == 4) {
    return pixels;
  }
  cv::Mat kept;
  cv::cvtColor(pixels, kept, pixels.channels() == 1 ? cv::COLOR_GRAY2BGRA : cv::COLOR_BGR2BGRA);
  return kept;
}

WholePicture::WholePicture(cv::Mat pixels) : levels_{std::move(pixels)} {
  appendHalves(levels_);
  values_ = valuesOf(levels_.front());
}

QSize WholePicture::size() const {
  return {levels_.front().cols, levels_.front().rows};
}

QSize WholePicture::tileSize(int level) const {
  const cv::Mat& pixels = levels_[static_cast<std::size_t>(level)];
  return {pixels.cols, pixels.rows};
}

Result<cv::Mat> WholePicture::read(int level, const cv::Rect& area) const {
  return levels_[static_cast<std::size_t>(level)](area);
}

std::uint64_t WholePicture::bytes() const {
  std::uint64_t total = 0;
  for (const cv::Mat& level : levels_) {
    total += level.total() * level.elemSize();
  }
  return total;
}

}  // namespace touchstone::ui
