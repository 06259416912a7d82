#include "labeling/sample/mask_code.h"

namespace touchstone::labeling {

Mask encodedMask(const cv::Mat1b& pixels) {
  Mask mask{.width = pixels.cols, .height = pixels.rows, .counts = {}};
  bool inside = false;
  std::uint32_t run = 0;
  for (int column = 0; column < pixels.cols; ++column) {
    for (int row = 0; row < pixels.rows; ++row) {
      if ((pixels(row, column) != 0) != inside) {
        mask.counts.push_back(run);
        run = 0;
        inside = !inside;
      }
      ++run;
    }
  }
  mask.counts.push_back(run);
  return mask;
}

Mask movedMask(const Mask& mask, int right, int down) {
  cv::Mat1b moved(mask.height, mask.width, std::uint8_t{0});
  int place = 0;
  for (std::size_t i = 0; i < mask.counts.size(); ++i) {
    for (const int end = place + static_cast<int>(mask.counts[i]); place < end; ++place) {
      const int column = place / mask.height + right;
      const int row = place % mask.height + down;
      if (i % 2 == 1 && cv::Rect(0, 0, mask.width, mask.height).contains({column, row})) {
        moved(row, column) = 255;
      }
    }
  }
  return encodedMask(moved);
}

}  // namespace touchstone::labeling
