#include "ui/canvas/picture.h"

#include "ui/canvas/whole_picture.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {
namespace {

constexpr qint64 mostPixelsAtOnce = 100'000'000;

}  // namespace

Picture::Picture(const QImage& picture) {
  if (!picture.isNull()) {
    const QImage shown = picture.convertToFormat(QImage::Format_RGB32);
    const cv::Mat pixels(shown.height(), shown.width(), CV_8UC4,
                         const_cast<uchar*>(shown.constBits()),
                         static_cast<std::size_t>(shown.bytesPerLine()));
    source_ = std::make_shared<WholePicture>(pixels.clone());
  }
}

bool Picture::isDeep() const {
  return !isNull() && source_->level(source_->levelCount() - 1).depth() != CV_8U;
}

int Picture::levelFor(double scale) const {
  int level = 0;
  while (!isNull() && level + 1 < source_->levelCount() && scale <= 0.5) {
    scale *= 2;
    ++level;
  }
  return level;
}

QSize Picture::levelSize(int level) const {
  QSize result = size();
  for (; level > 0; --level) {
    result = {(result.width() + 1) / 2, (result.height() + 1) / 2};
  }
  return result;
}

cv::Mat Picture::overview(int longerSide) const {
  cv::Mat best;
  for (int level = isNull() ? -1 : source_->levelCount() - 1; level >= 0; --level) {
    const cv::Mat pixels = source_->level(level);
    if (pixels.empty()) {
      break;
    }
    best = pixels;
    if (std::max(best.cols, best.rows) >= longerSide) {
      break;
    }
  }
  return best;
}

cv::Mat pixelsOf(const Picture& picture, const labeling::Box& region) {
  const QRect wanted = QRect(QPoint(static_cast<int>(std::floor(region.x0)),
                                    static_cast<int>(std::floor(region.y0))),
                             QPoint(static_cast<int>(std::ceil(region.x1)) - 1,
                                    static_cast<int>(std::ceil(region.y1)) - 1)) &
                       QRect(QPoint(), picture.size());
  if (wanted.isEmpty() || qint64{wanted.width()} * wanted.height() > mostPixelsAtOnce) {
    return {};
  }
  const auto read =
      picture.source().read(0, {wanted.x(), wanted.y(), wanted.width(), wanted.height()});
  if (!read) {
    return {};
  }
  const QImage shown = toned(*read, {}, picture.values());
  const cv::Mat pixels(shown.height(), shown.width(), CV_8UC4,
                       const_cast<uchar*>(shown.constBits()),
                       static_cast<std::size_t>(shown.bytesPerLine()));
  cv::Mat colours;
  cv::cvtColor(pixels, colours, cv::COLOR_BGRA2BGR);
  return colours;
}

QImage toQImage(const cv::Mat& picture) {
  const auto format = picture.channels() == 1 ? QImage::Format_Grayscale8 : QImage::Format_BGR888;
  const QImage view(picture.data, picture.cols, picture.rows, static_cast<qsizetype>(picture.step),
                    format);
  return view.convertToFormat(QImage::Format_RGB32);
}

}  // namespace touchstone::ui
