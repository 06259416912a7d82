#pragma once

#include "labeling/geometry/brush_stroke.h"
#include "labeling/geometry/shape.h"
#include "labeling/result.h"
#include "labeling/selection/picture_region.h"

#include <set>
#include <stop_token>
#include <vector>

namespace touchstone::labeling {

/// The size of superpixels, as the length of their side in pixels (2 … 500), and how square they
/// are: 1 follows every edge, 40 is nearly a grid.
struct SuperpixelOptions {
  int side = 24;
  double compactness = 10;
};

/// A region of a picture divided into small patches of one colour each (see slicLabels()). The same
/// picture always gives the same patches. Threads may share it.
class Superpixels {
public:
  /// Divides the region; about 0.5 s for a million pixels, stopped within a tenth of that.
  static Result<Superpixels> of(const PictureRegion& region,
                                const SuperpixelOptions& options = {},
                                std::stop_token stop = {});

  /// Returns how many there are.
  [[nodiscard]] int count() const { return count_; }
  /// Returns the rectangle of the image that is divided.
  [[nodiscard]] const cv::Rect& area() const { return area_; }
  /// Returns the number, 0 … count() - 1, of each pixel of the area.
  [[nodiscard]] const cv::Mat1i& labels() const { return labels_; }

  /// Returns 255 at the pixels of the area that have a right or lower neighbour of another
  /// superpixel: the net to draw.
  [[nodiscard]] cv::Mat1b borders() const;

  /// Returns the numbers under a brush moved between two points (the same twice: a stamp).
  [[nodiscard]] std::set<int> under(const BrushTip& tip, Point from, Point to) const;

  /// Returns the superpixels of those numbers as a mask of the image.
  [[nodiscard]] Mask maskOf(const std::set<int>& numbers) const;

private:
  Superpixels() = default;

  cv::Mat1i labels_;
  cv::Rect area_;
  cv::Size image_;
  int count_ = 0;
};

}  // namespace touchstone::labeling
