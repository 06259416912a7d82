#pragma once

#include "labeling/formats/labelme.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Returns how many points a shape of that type has in a dialect; nothing when any number may be.
/// A rectangle of X-AnyLabeling may also have labelme's 2.
[[nodiscard]] std::optional<std::size_t> pointCountOf(std::string_view type, std::size_t found);

/// Returns our closest shape: a circle as the polygon that labelme's own converter makes of it, a
/// cuboid as its outline, an unknown type as polygon, line or point by its number of points, which
/// is not 0. Masks are read by maskFromLabelme.
[[nodiscard]] Shape shapeOfLabelme(std::string_view type, const std::vector<Point>& points);

/// Returns the type that a dialect gives a shape; `before` is kept where it fits as well.
[[nodiscard]] std::string labelmeTypeOf(const Shape& shape,
                                        std::string_view before,
                                        LabelmeDialect dialect);

/// Returns the points of each of the file's shapes that a shape of ours becomes: one per part of a
/// polygon (holes left out) and one per keypoint. Empty for masks and image tags.
[[nodiscard]] std::vector<std::vector<Point>> labelmePoints(const Shape& shape,
                                                            LabelmeDialect dialect);

/// Returns a raster of the image's size from a cropped base64 PNG whose first pixel lies at
/// `corner` (halves rounded to even); what lies outside is cut off. Nothing when it is no such PNG
/// or the size is 0.
[[nodiscard]] std::optional<Mask> maskFromLabelme(std::string_view base64,
                                                  Point corner,
                                                  ImageSize size,
                                                  const LabelmeLimits& limits);

/// A mask as labelme writes it: a base64 PNG of the smallest rectangle that holds its pixels, whose
/// first and last pixel are `corners`.
struct LabelmeMask {
  std::vector<Point> corners;
  std::string base64;
};
/// Returns that form of a mask; nothing for one without pixels.
[[nodiscard]] std::optional<LabelmeMask> labelmeMaskOf(const Mask& mask);

}  // namespace touchstone::labeling
