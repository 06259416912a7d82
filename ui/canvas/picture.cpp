#include "ui/canvas/picture.h"

#include "labeling/images/image_reader.h"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace touchstone::ui {
namespace {

constexpr int smallestLevel = 512;

}  // namespace

const QImage& Picture::levelFor(double scale) const {
  std::size_t level = 0;
  while (level + 1 < levels.size() && scale <= 0.5) {
    scale *= 2;
    ++level;
  }
  return levels[level];
}

Result<Picture> loadPicture(const std::filesystem::path& file) {
  Result<cv::Mat> read = labeling::readImage(file);
  if (!read) {
    return read.error();
  }
  try {
    Picture picture;
    cv::Mat level = *read;
    picture.levels.push_back(toQImage(level));
    while (std::max(level.cols, level.rows) >= 2 * smallestLevel) {
      cv::Mat half;
      cv::resize(level, half, cv::Size((level.cols + 1) / 2, (level.rows + 1) / 2), 0, 0,
                 cv::INTER_AREA);
      level = half;
      picture.levels.push_back(toQImage(level));
    }
    return picture;
  } catch (const std::exception&) {
    return Error{.kind = ErrorKind::Failed,
                 .file = file,
                 .message = "There is not enough memory to show " + file.filename().string() +
                            ": close other programs or reduce the image."};
  }
}

cv::Mat pixelsOf(const Picture& picture, const labeling::Box& region) {
  const QRect wanted = QRect(QPoint(static_cast<int>(std::floor(region.x0)),
                                    static_cast<int>(std::floor(region.y0))),
                             QPoint(static_cast<int>(std::ceil(region.x1)) - 1,
                                    static_cast<int>(std::ceil(region.y1)) - 1)) &
                       QRect(QPoint(), picture.size());
  if (wanted.isEmpty()) {
    return {};
  }
  const QImage part = picture.levels.front().copy(wanted).convertToFormat(QImage::Format_BGR888);
  return cv::Mat(part.height(), part.width(), CV_8UC3, const_cast<uchar*>(part.constBits()),
                 static_cast<std::size_t>(part.bytesPerLine()))
      .clone();
}

QImage toQImage(const cv::Mat& picture) {
  const auto format = picture.channels() == 1 ? QImage::Format_Grayscale8 : QImage::Format_BGR888;
  const QImage view(picture.data, picture.cols, picture.rows, static_cast<qsizetype>(picture.step),
                    format);
  return view.convertToFormat(QImage::Format_RGB32);
}

}  // namespace touchstone::ui
