#include "ui/tools/mask_preview.h"

#include "labeling/geometry/mask_raster.h"

#include <QPainter>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr int tileSide = 256;
constexpr int opacity = 120;  ///< of 255

/// Tints the pixels into the picture, at that corner.
void tint(QImage& picture, cv::Point corner, const cv::Mat1b& pixels, QColor colour) {
  colour.setAlpha(opacity);
  const QRgb inside = qPremultiply(colour.rgba());
  for (int y = 0; y < pixels.rows; ++y) {
    auto* line = reinterpret_cast<QRgb*>(picture.scanLine(corner.y + y)) + corner.x;
    std::transform(pixels[y], pixels[y] + pixels.cols, line,
                   [inside](std::uint8_t set) { return set != 0 ? inside : 0U; });
  }
}

cv::Rect tileAt(int column, int row, const cv::Rect& image) {
  return cv::Rect(column * tileSide, row * tileSide, tileSide, tileSide) & image;
}

labeling::Box boxOf(const cv::Rect& area) {
  return {static_cast<double>(area.x), static_cast<double>(area.y),
          static_cast<double>(area.br().x), static_cast<double>(area.br().y)};
}

/// Returns the pixels that can be seen.
cv::Rect visibleArea(const QPainter& painter, const ViewTransform& view, const cv::Rect& image) {
  const QRectF shown = painter.hasClipping() ? painter.clipBoundingRect() : painter.viewport();
  const labeling::Point from = view.toImage(shown.topLeft());
  const labeling::Point to = view.toImage(shown.bottomRight());
  const cv::Point first(static_cast<int>(std::clamp(from.x, 0.0, 1.0 * image.width)),
                        static_cast<int>(std::clamp(from.y, 0.0, 1.0 * image.height)));
  const cv::Point last(static_cast<int>(std::clamp(to.x + 1, 0.0, 1.0 * image.width)),
                       static_cast<int>(std::clamp(to.y + 1, 0.0, 1.0 * image.height)));
  return cv::Rect(first, last) & image;
}

}  // namespace

void MaskPreview::noteChange(const cv::Rect& area) {
  if (area.empty()) {
    return;
  }
  for (int row = area.y / tileSide; row <= (area.br().y - 1) / tileSide; ++row) {
    for (int column = area.x / tileSide; column <= (area.br().x - 1) / tileSide; ++column) {
      if (const auto tile = tiles_.find({column, row}); tile != tiles_.end()) {
        tile->second.stale |= tileAt(column, row, area);
      }
    }
  }
}

void MaskPreview::paint(QPainter& painter,
                        const ViewTransform& view,
                        const labeling::MaskCanvas& canvas) const {
  const cv::Rect image(0, 0, canvas.stored().width, canvas.stored().height);
  const cv::Rect shown = visibleArea(painter, view, image);
  if (shown.empty()) {
    return;
  }
  for (int row = shown.y / tileSide; row <= (shown.br().y - 1) / tileSide; ++row) {
    for (int column = shown.x / tileSide; column <= (shown.br().x - 1) / tileSide; ++column) {
      const cv::Rect area = tileAt(column, row, image);
      auto& [picture, stale] = tiles_[{column, row}];
      if (picture.isNull()) {
        picture = QImage(area.width, area.height, QImage::Format_ARGB32_Premultiplied);
        stale = area;
      }
      if (!stale.empty()) {
        tint(picture, stale.tl() - area.tl(), canvas.pixels(stale), colour_);
        stale = {};
      }
      painter.drawImage(view.toView(boxOf(area)), picture);
    }
  }
}

void FoundPreview::show(const labeling::Mask& mask, QColor colour) {
  const cv::Rect area = labeling::pixelBoundsOf(mask);
  picture_ = QImage(area.width, area.height, QImage::Format_ARGB32_Premultiplied);
  if (!area.empty()) {
    tint(picture_, {0, 0}, labeling::pixelsOf(mask, area), colour);
  }
  place_ = boxOf(area);
}

void FoundPreview::paint(QPainter& painter, const ViewTransform& view) const {
  if (!picture_.isNull()) {
    painter.drawImage(view.toView(place_), picture_);
  }
}

}  // namespace touchstone::ui
