#include "ui/canvas/picture_layer.h"

#include <QPainter>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {
namespace {

constexpr double sharpFrom = 1;  ///< device pixels per image pixel from which pixels stay square
constexpr double gridFrom = 8;
constexpr int edge = 2;  ///< pixels read around a part, so that smoothing has neighbours

void paintPixelGrid(QPainter& painter, const ViewTransform& view, const QRectF& area) {
  painter.setPen(QPen(QColor(128, 128, 128, 70), 0));
  const labeling::Point first = view.toImage(area.topLeft());
  const labeling::Point last = view.toImage(area.bottomRight());
  for (double x = std::ceil(first.x); x <= last.x; ++x) {
    const double at = view.toView(labeling::Point{x, 0}).x();
    painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()));
  }
  for (double y = std::ceil(first.y); y <= last.y; ++y) {
    const double at = view.toView(labeling::Point{0, y}).y();
    painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at));
  }
}

}  // namespace

PictureLayer::PictureLayer(QObject* parent) : QObject(parent) {
  connect(&tiles_, &TileStore::arrived, this, [this](const TilePlace& place) {
    const cv::Rect area = tiles_.areaOf(place);
    const double step = std::exp2(place.level);
    Q_EMIT arrived(QRectF(area.x * step, area.y * step, area.width * step, area.height * step));
  });
}

void PictureLayer::setPicture(const Picture& picture) {
  picture_ = picture;
  tiles_.setPicture(picture);
}

void PictureLayer::paint(QPainter& painter, const ViewTransform& view, const QRectF& area) {
  if (picture_.isNull()) {
    return;
  }
  const double scale = view.scale() * painter.device()->devicePixelRatioF();
  const int level = picture_.levelFor(scale);
  const QSize size = picture_.size();
  const QSize levelSize = picture_.levelSize(level);
  const double stepX = static_cast<double>(size.width()) / levelSize.width();
  const double stepY = static_cast<double>(size.height()) / levelSize.height();
  const labeling::Point first = view.toImage(area.topLeft());
  const labeling::Point last = view.toImage(area.bottomRight());
  const auto x0 = std::max(0, static_cast<int>(std::floor(first.x / stepX)) - edge);
  const auto y0 = std::max(0, static_cast<int>(std::floor(first.y / stepY)) - edge);
  const auto x1 = std::min(levelSize.width(), static_cast<int>(std::ceil(last.x / stepX)) + edge);
  const auto y1 = std::min(levelSize.height(), static_cast<int>(std::ceil(last.y / stepY)) + edge);
  if (x1 <= x0 || y1 <= y0) {
    return;
  }
  const cv::Mat pixels = part(level, {x0, y0, x1 - x0, y1 - y0});
  const QImage shown = toned(pixels, tone_, picture_.values());
  const labeling::Box place{x0 * stepX, y0 * stepY, x1 * stepX, y1 * stepY};
  painter.setRenderHint(QPainter::SmoothPixmapTransform, scale < sharpFrom);
  painter.drawImage(view.toView(place), shown);
  if (scale >= gridFrom) {
    const labeling::Box whole{0, 0, static_cast<double>(size.width()),
                              static_cast<double>(size.height())};
    paintPixelGrid(painter, view, view.toView(intersection(place, whole)) & area);
  }
}

QImage PictureLayer::overview(int longerSide) const {
  const cv::Mat pixels = picture_.overview(longerSide);
  return pixels.empty() ? QImage() : toned(pixels, tone_, picture_.values()).copy();
}

cv::Mat PictureLayer::part(int level, const cv::Rect& area) {
  const PictureSource& source = picture_.source();
  if (const cv::Mat whole = source.level(level); !whole.empty()) {
    return whole(area);
  }
  const QSize tile = source.tileSize(level);
  cv::Mat result;
  for (int row = area.y / tile.height(); row * tile.height() < area.br().y; ++row) {
    for (int column = area.x / tile.width(); column * tile.width() < area.br().x; ++column) {
      const TilePlace place{level, column, row};
      const cv::Rect all = tiles_.areaOf(place);
      const cv::Rect wanted = all & area;
      const cv::Mat read = tiles_.tile(place);
      const cv::Mat pixels = read.empty() ? coarserPart(level, wanted) : read(wanted - all.tl());
      if (result.empty()) {
        result.create(area.size(), pixels.type());
      }
      pixels.copyTo(result(wanted - area.tl()));
    }
  }
  return result;
}

cv::Mat PictureLayer::coarserPart(int level, const cv::Rect& area) const {
  cv::Mat coarse;
  int at = level;
  while (coarse.empty()) {
    coarse = picture_.source().level(++at);
  }
  const double step = std::exp2(at - level);
  const int x = std::min(static_cast<int>(area.x / step), coarse.cols - 1);
  const int y = std::min(static_cast<int>(area.y / step), coarse.rows - 1);
  const int right = std::clamp(static_cast<int>(std::ceil(area.br().x / step)), x + 1, coarse.cols);
  const int bottom =
      std::clamp(static_cast<int>(std::ceil(area.br().y / step)), y + 1, coarse.rows);
  cv::Mat result;
  cv::resize(coarse(cv::Rect(x, y, right - x, bottom - y)), result, area.size(), 0, 0,
             cv::INTER_LINEAR);
  return result;
}

void paintCrosshair(QPainter& painter, QPointF position, const QRectF& visible) {
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (const QColor& colour : {QColor(0, 0, 0, 150), QColor(255, 255, 255, 220)}) {
    QPen pen(colour, 0, colour.lightness() > 0 ? Qt::DashLine : Qt::SolidLine);
    painter.setPen(pen);
    painter.drawLine(QPointF(visible.left(), position.y()), QPointF(visible.right(), position.y()));
    painter.drawLine(QPointF(position.x(), visible.top()), QPointF(position.x(), visible.bottom()));
  }
}

}  // namespace touchstone::ui
