#pragma once

#include "labeling/geometry/ring.h"
#include "labeling/geometry/shape.h"
#include "labeling/result.h"

#include <cmath>
#include <map>
#include <optional>
#include <polyclipping/clipper.hpp>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace touchstone::labeling {

constexpr double clipperUnitsPerPixel = 1048576;  // 2^20: scaling is exact but for the rounding

/// Takes points to Clipper's whole numbers and back; those it has seen come back unchanged.
class ClipperGrid {
public:
  [[nodiscard]] ClipperLib::IntPoint toGrid(Point point);
  [[nodiscard]] ClipperLib::Path toGrid(const std::vector<Point>& points);
  [[nodiscard]] Point fromGrid(const ClipperLib::IntPoint& point) const;
  /// Returns the ring without repeated points; fewer than three points are no ring.
  [[nodiscard]] Ring fromGrid(const ClipperLib::Path& path) const;
  /// Returns the nodes' outlines with their holes.
  [[nodiscard]] Polygon fromGrid(const ClipperLib::PolyTree& tree) const;

private:
  std::map<std::pair<ClipperLib::cInt, ClipperLib::cInt>, Point> exact_;
};

/// Returns closed paths that cover the polygon by the non-zero rule and do not cross.
[[nodiscard]] ClipperLib::Paths coveredBy(const Polygon& polygon, ClipperGrid& grid);

/// Returns the non-zero combination of two sets of closed paths, holes below their outlines.
void combine(ClipperLib::ClipType operation,
             const ClipperLib::Paths& subject,
             const ClipperLib::Paths& clip,
             ClipperLib::PolyTree& result);

/// Returns why Clipper cannot take a polygon or line, or nothing when it can.
[[nodiscard]] std::optional<Error> refusalOf(const Polygon& polygon);
[[nodiscard]] std::optional<Error> refusalOf(const std::vector<Point>& points);

/// Calls `work`, which may throw what Clipper throws, and returns its value or the failure.
template <class Work>
auto withClipper(Work work) -> Result<std::invoke_result_t<Work>> {
  try {
    return work();
  } catch (const std::exception& failure) {
    return Error{.kind = ErrorKind::BadInput,
                 .file = {},
                 .message = std::string("The outlines cannot be combined (") + failure.what() +
                            "); simplify them and try again."};
  }
}

}  // namespace touchstone::labeling
