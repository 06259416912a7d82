#include "labeling/geometry/mask_canvas.h"

#include "labeling/geometry/pixel_columns.h"

#include <cstring>

namespace touchstone::labeling {
namespace {

constexpr int side = 256;

int tilesFor(int pixels) {
  return (pixels + side - 1) / side;
}

}  // namespace

MaskCanvas::MaskCanvas(Mask stored)
    : stored_(std::move(stored)),
      columns_(tilesFor(stored_.width)),
      rows_(tilesFor(stored_.height)),
      tiles_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {
  RunCursor cursor(stored_);
  for (int column = 0; column < columns_; ++column) {
    cursor.skipTo(static_cast<std::uint64_t>(column) * side *
                  static_cast<std::uint64_t>(stored_.height));
    starts_.push_back(cursor);
  }
}

cv::Rect MaskCanvas::areaOfTile(int column, int row) const {
  return cv::Rect(column * side, row * side, side, side) &
         cv::Rect(0, 0, stored_.width, stored_.height);
}

std::size_t MaskCanvas::indexOf(int column, int row) const {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
         static_cast<std::size_t>(column);
}

cv::Mat1b& MaskCanvas::tile(int column, int row) {
  cv::Mat1b& pixels = tiles_[indexOf(column, row)];
  if (pixels.empty()) {
    cv::transpose(columnsOf(starts_[static_cast<std::size_t>(column)], stored_.height,
                            areaOfTile(column, row)),
                  pixels);
  }
  return pixels;
}

void MaskCanvas::fill(const RowSpan& span, std::uint8_t value) {
  const int row = span.y / side;
  for (int x = span.x0; x < span.x1;) {
    const int column = x / side;
    const int end = std::min(span.x1, (column + 1) * side);
    std::memset(tile(column, row).ptr(span.y - row * side) + (x - column * side), value,
                static_cast<std::size_t>(end - x));
    x = end;
  }
}

cv::Rect MaskCanvas::stroke(const BrushTip& tip, Point from, Point to, PaintMode mode) {
  cv::Rect dirty;
  for (const RowSpan& span : strokeSpans(tip, from, to, {0, 0, stored_.width, stored_.height})) {
    fill(span, mode == PaintMode::Add ? 255 : 0);
    dirty |= cv::Rect(span.x0, span.y, span.x1 - span.x0, 1);
  }
  touched_ |= dirty;
  return dirty;
}

cv::Mat1b MaskCanvas::pixels(const cv::Rect& area) const {
  cv::Mat1b result(area.size(), std::uint8_t{0});
  const cv::Rect inside = area & cv::Rect(0, 0, stored_.width, stored_.height);
  if (inside.empty()) {
    return result;
  }
  for (int row = inside.y / side; row <= (inside.br().y - 1) / side; ++row) {
    for (int column = inside.x / side; column <= (inside.br().x - 1) / side; ++column) {
      const cv::Rect whole = areaOfTile(column, row);
      const cv::Rect part = whole & inside;
      cv::Mat1b target = result(part - area.tl());
      const cv::Mat1b& painted = tiles_[indexOf(column, row)];
      if (!painted.empty()) {
        painted(part - whole.tl()).copyTo(target);
      } else {
        cv::transpose(columnsOf(starts_[static_cast<std::size_t>(column)], stored_.height, part),
                      target);
      }
    }
  }
  return result;
}

void MaskCanvas::writeTileColumn(int column, RunCursor& cursor, RunWriter& writer) const {
  const cv::Rect area = areaOfTile(column, 0);
  std::vector<cv::Mat1b> upright(static_cast<std::size_t>(rows_));
  bool any = false;
  for (int row = 0; row < rows_; ++row) {
    const cv::Mat1b& painted = tiles_[indexOf(column, row)];
    if (!painted.empty()) {
      cv::transpose(painted, upright[static_cast<std::size_t>(row)]);
      any = true;
    }
  }
  if (!any) {
    cursor.copyTo(
        static_cast<std::uint64_t>(area.br().x) * static_cast<std::uint64_t>(stored_.height),
        writer);
    return;
  }
  for (int x = area.x; x < area.x + area.width; ++x) {
    const std::uint64_t top =
        static_cast<std::uint64_t>(x) * static_cast<std::uint64_t>(stored_.height);
    for (int row = 0; row < rows_; ++row) {
      const cv::Mat1b& painted = upright[static_cast<std::size_t>(row)];
      const int end = std::min((row + 1) * side, stored_.height);
      if (painted.empty()) {
        cursor.copyTo(top + static_cast<std::uint64_t>(end), writer);
      } else {
        cursor.skipTo(top + static_cast<std::uint64_t>(end));
        appendPixels(painted.ptr(x - area.x), end - row * side, writer);
      }
    }
  }
}

Mask MaskCanvas::mask() const {
  RunWriter writer;
  RunCursor cursor(stored_);
  for (int column = 0; column < columns_; ++column) {
    writeTileColumn(column, cursor, writer);
  }
  return std::move(writer).finished(stored_.width, stored_.height);
}

}  // namespace touchstone::labeling
