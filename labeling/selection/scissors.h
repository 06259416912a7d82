#pragma once

#include "labeling/geometry/box.h"
#include "labeling/result.h"
#include "labeling/selection/picture_region.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace touchstone::labeling {

/// The cheapest ways along edges of the picture from an anchor to every pixel around it (Mortensen
/// and Barrett: intelligent scissors, 1995). A value that threads may share once it is made.
class ScissorsMap {
public:
  /// Looks at the square that reaches `reach` pixels to each side of the anchor, as far as it is
  /// in the region; more takes longer (about 100 ms for 256). Fails outside the region and when
  /// stopped.
  static Result<ScissorsMap> around(const PictureRegion& region,
                                    Point anchor,
                                    int reach = 256,
                                    std::stop_token stop = {});

  /// Returns the way from the anchor to a point as the middles of its pixels, both ends included;
  /// a point outside area() is first moved to the nearest pixel inside.
  [[nodiscard]] std::vector<Point> contourTo(Point point) const;

  /// Returns the rectangle of the image that the map covers.
  [[nodiscard]] cv::Rect area() const;

private:
  struct Ways;
  explicit ScissorsMap(std::shared_ptr<const Ways> ways) : ways_(std::move(ways)) {}

  std::shared_ptr<const Ways> ways_;
};

/// Returns the middle of the pixel with the strongest edge within `reach` pixels of a point, of
/// equally strong ones the nearest; the point itself where there is no edge or no picture. For the
/// anchors.
[[nodiscard]] Point strongestEdgeNear(const PictureRegion& region, Point point, int reach);

}  // namespace touchstone::labeling
