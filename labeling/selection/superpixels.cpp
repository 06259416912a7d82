#include "labeling/selection/superpixels.h"

#include "labeling/geometry/mask_raster.h"
#include "labeling/selection/selection_call.h"
#include "labeling/selection/slic.h"

#include <algorithm>

namespace touchstone::labeling {

Result<Superpixels> Superpixels::of(const PictureRegion& region,
                                    const SuperpixelOptions& options,
                                    std::stop_token stop) {
  if (auto status = checkedRegion(region); !status) {
    return status.error();
  }
  return selectionCall([&]() -> Result<Superpixels> {
    Superpixels result;
    result.labels_ = slicLabels(region.pixels, std::clamp(options.side, 2, 500),
                                std::clamp(options.compactness, 0.1, 1000.0), stop);
    if (result.labels_.empty()) {
      return selectionStopped();
    }
    result.area_ = region.area();
    result.image_ = region.image;
    double last = 0;
    cv::minMaxLoc(result.labels_, nullptr, &last);
    result.count_ = static_cast<int>(last) + 1;
    return result;
  });
}

cv::Mat1b Superpixels::borders() const {
  cv::Mat1b borders(labels_.size(), std::uint8_t{0});
  for (int y = 0; y < labels_.rows; ++y) {
    const int* here = labels_[y];
    const int* below = labels_[std::min(y + 1, labels_.rows - 1)];
    for (int x = 0; x < labels_.cols; ++x) {
      const int right = here[std::min(x + 1, labels_.cols - 1)];
      borders(y, x) = here[x] != right || here[x] != below[x] ? 255 : 0;
    }
  }
  return borders;
}

std::set<int> Superpixels::under(const BrushTip& tip, Point from, Point to) const {
  std::set<int> numbers;
  int last = -1;
  for (const RowSpan& span : strokeSpans(tip, from, to, area_)) {
    const int* row = labels_[span.y - area_.y];
    for (int x = span.x0 - area_.x; x < span.x1 - area_.x; ++x) {
      if (row[x] != last) {
        last = row[x];
        numbers.insert(last);
      }
    }
  }
  return numbers;
}

Mask Superpixels::maskOf(const std::set<int>& numbers) const {
  std::vector<std::uint8_t> chosen(static_cast<std::size_t>(count_));
  for (const int number : numbers) {
    if (number >= 0 && number < count_) {
      chosen[static_cast<std::size_t>(number)] = 255;
    }
  }
  cv::Mat1b pixels(labels_.size());
  for (int y = 0; y < labels_.rows; ++y) {
    const int* label = labels_[y];
    std::uint8_t* pixel = pixels[y];
    for (int x = 0; x < labels_.cols; ++x) {
      pixel[x] = chosen[static_cast<std::size_t>(label[x])];
    }
  }
  return maskOfPixels(pixels, area_.tl(), image_.width, image_.height);
}

}  // namespace touchstone::labeling
