#pragma once

#include "labeling/geometry/box.h"
#include "labeling/result.h"

#include <QImage>

#include <filesystem>
#include <vector>

namespace cv {
class Mat;
}

namespace touchstone::ui {

/// A decoded picture with halved copies, so that a reduced view costs no more than its own pixels.
struct Picture {
  std::vector<QImage> levels;  ///< full size first, each next one half as wide and high

  [[nodiscard]] bool isNull() const { return levels.empty(); }
  [[nodiscard]] QSize size() const { return isNull() ? QSize() : levels.front().size(); }
  /// Returns the smallest level that has at least `scale` of the full resolution.
  [[nodiscard]] const QImage& levelFor(double scale) const;
};

/// Decodes the file; for a worker thread.
Result<Picture> loadPicture(const std::filesystem::path& file);

/// Returns a copy of the pixels of the region (8-bit BGR, full size), rounded outwards and cut to
/// the picture; an empty matrix when nothing is left.
[[nodiscard]] cv::Mat pixelsOf(const Picture& picture, const labeling::Box& region);

/// Copies an 8-bit BGR or grey picture.
[[nodiscard]] QImage toQImage(const cv::Mat& picture);

}  // namespace touchstone::ui
