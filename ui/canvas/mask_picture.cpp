#include "ui/canvas/mask_picture.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace touchstone::ui {
namespace {

using labeling::Box;
using labeling::Mask;

constexpr int outlineAlpha = 235;
constexpr std::size_t mostLines = 200'000;

/// Calls use(column, firstRow, endRow) for each vertical run of ones.
template <class Use>
void eachRun(const Mask& mask, Use use) {
  const auto height = static_cast<std::uint64_t>(mask.height);
  const std::uint64_t end = height * static_cast<std::uint64_t>(mask.width);
  std::uint64_t position = 0;
  for (std::size_t i = 0; i < mask.counts.size() && position < end; ++i) {
    const std::uint64_t next = std::min(end, position + mask.counts[i]);
    for (; i % 2 == 1 && position < next;) {
      const std::uint64_t column = position / height;
      const std::uint64_t first = position % height;
      const std::uint64_t length = std::min(next - position, height - first);
      use(static_cast<int>(column), static_cast<int>(first), static_cast<int>(first + length));
      position += length;
    }
    position = next;
  }
}

cv::Rect extentOf(const Mask& mask) {
  int x0 = mask.width;
  int y0 = mask.height;
  int x1 = 0;
  int y1 = 0;
  eachRun(mask, [&](int column, int first, int end) {
    x0 = std::min(x0, column);
    x1 = std::max(x1, column + 1);
    y0 = std::min(y0, first);
    y1 = std::max(y1, end);
  });
  return x1 > x0 ? cv::Rect(x0, y0, x1 - x0, y1 - y0) : cv::Rect();
}

/// Returns a raster with a border of zeros: 255 where a painted pixel holds any of the mask.
cv::Mat covered(const Mask& mask, const cv::Rect& extent, int step) {
  const int width = (extent.width + step - 1) / step;
  const int height = (extent.height + step - 1) / step;
  cv::Mat turned =
      cv::Mat::zeros(width + 2, height + 2, CV_8U);  // a row is a column: runs lie in it
  eachRun(mask, [&](int column, int first, int end) {
    auto* row = turned.ptr<uchar>((column - extent.x) / step + 1);
    const int from = (first - extent.y) / step + 1;
    const int to = (end - 1 - extent.y) / step + 2;
    std::fill(row + from, row + to, static_cast<uchar>(255));
  });
  return turned.t();
}

QRgb tint(QRgb colour, int alpha) {
  return qPremultiply(qRgba(qRed(colour), qGreen(colour), qBlue(colour), alpha));
}

bool areEqual(const uchar* a, const uchar* b) {
  return std::memcmp(a, b, sizeof(std::uint64_t)) == 0;
}

/// Calls use(row, first, end) for each border of a straight line of pixels with the row above.
template <class Use>
void eachBorder(const cv::Mat& inside, Use use) {
  constexpr int word = sizeof(std::uint64_t);
  for (int row = 1; row < inside.rows; ++row) {
    const auto* above = inside.ptr<uchar>(row - 1);
    const auto* below = inside.ptr<uchar>(row);
    int start = -1;
    for (int j = 0; j < inside.cols; ++j) {
      // Most of a picture is no border: it is passed over eight pixels at a time.
      while (start < 0 && j + word <= inside.cols && areEqual(above + j, below + j)) {
        j += word;
      }
      const bool isBorder = j < inside.cols && above[j] != below[j];
      if (isBorder && start < 0) {
        start = j;
      } else if (!isBorder && start >= 0) {
        use(row, start, j);
        start = -1;
      }
    }
  }
}

/// Appends the borders between inside and outside, straight ones as one line. `inside` has a border
/// of zeros, so that every line ends.
void appendLines(const cv::Mat& inside, const cv::Rect& extent, std::vector<QLineF>& lines) {
  const QPointF corner(extent.x - 1, extent.y - 1);
  const auto append = [&](QPointF from, QPointF to) {
    if (lines.size() < mostLines) {
      lines.emplace_back(from + corner, to + corner);
    }
  };
  eachBorder(inside,
             [&](int row, int first, int end) { append(QPointF(first, row), QPointF(end, row)); });
  eachBorder(inside.t(), [&](int column, int first, int end) {
    append(QPointF(column, first), QPointF(column, end));
  });
}

}  // namespace

int MaskLook::step() const {
  int result = 1;
  for (double reduced = scale; reduced <= 0.5 && result < 1024; reduced *= 2) {
    result *= 2;
  }
  return result;
}

bool MaskLook::isLike(const MaskLook& other) const {
  return colour == other.colour && opacity == other.opacity && step() == other.step() &&
         hasLines() == other.hasLines();
}

MaskPicture paintedMask(const Mask& mask, const MaskLook& look) {
  MaskPicture picture{.look = look, .pixels = {}, .place = {}, .lines = {}};
  const cv::Rect extent = extentOf(mask);
  if (extent.empty()) {
    return picture;
  }
  const int step = look.step();
  const cv::Mat inside = covered(mask, extent, step);
  const int width = inside.cols - 2;
  const int height = inside.rows - 2;
  picture.pixels = QImage(width, height, QImage::Format_ARGB32_Premultiplied);
  const QRgb fill = tint(look.colour, look.opacity * 255 / 100);
  const QRgb outline = look.hasLines() ? fill : tint(look.colour, outlineAlpha);
  for (int y = 0; y < height; ++y) {
    const auto* above = inside.ptr<uchar>(y);
    const auto* row = inside.ptr<uchar>(y + 1);
    const auto* below = inside.ptr<uchar>(y + 2);
    auto* to = reinterpret_cast<QRgb*>(picture.pixels.scanLine(y));
    for (int x = 0; x < width; ++x) {
      const int at = x + 1;
      const bool isInner = (above[at] & below[at] & row[at - 1] & row[at + 1]) != 0;
      to[x] = row[at] == 0 ? 0 : (isInner ? fill : outline);
    }
  }
  picture.place = {static_cast<double>(extent.x), static_cast<double>(extent.y),
                   static_cast<double>(extent.x + width * step),
                   static_cast<double>(extent.y + height * step)};
  if (look.hasLines()) {
    appendLines(inside, extent, picture.lines);
  }
  return picture;
}

}  // namespace touchstone::ui
