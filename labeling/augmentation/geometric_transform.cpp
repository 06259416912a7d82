#include "labeling/augmentation/geometric_transform.h"

#include "labeling/geometry/oriented_box.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace touchstone::labeling {

namespace {

double radians(double degrees) {
  return degrees * std::numbers::pi / 180;
}

/// A random map in its parts.
struct Parts {
  Homography perspective;
  Homography affine;
};

Parts randomParts(ImageSize size, const GeometricLimits& limits, Random& random) {
  const bool mirrored = random.real() < limits.mirror;
  const bool flipped = random.real() < limits.flip;
  const double angle = radians(limits.rotation) * random.real(-1, 1);
  const double scale = std::pow(limits.scale, random.real(-1, 1));
  const double right = limits.translation * size.width * random.real(-1, 1);
  const double down = limits.translation * size.height * random.real(-1, 1);
  const double shearAcross = std::tan(radians(limits.shear) * random.real(-1, 1));
  const double shearDown = std::tan(radians(limits.shear) * random.real(-1, 1));
  const double depth = limits.perspective * random.real(-1, 1);
  const double share = random.real(-1, 1);  // of the change of depth that is across
  return {Homography::perspective(depth * share / (size.width / 2.0),
                                  depth * (1 - std::abs(share)) / (size.height / 2.0)),
          Homography::translation(right, down) * Homography::shear(shearAcross, 0) *
              Homography::shear(0, shearDown) * Homography::rotation(angle) *
              Homography::scaling(mirrored ? -scale : scale, flipped ? -scale : scale)};
}

/// Returns the map done about the middle of the picture.
Homography centred(const Homography& map, ImageSize size) {
  return Homography::translation(size.width / 2.0, size.height / 2.0) * map *
         Homography::translation(-size.width / 2.0, -size.height / 2.0);
}

/// Whether no pixel of the new picture looks at what is behind the horizon.
bool looksAhead(const Homography& map, ImageSize size) {
  const Box picture{0, 0, static_cast<double>(size.width), static_cast<double>(size.height)};
  const std::vector<Point> corners = cornersOf(picture);
  return std::all_of(corners.begin(), corners.end(), [back = map.inverse()](const Point& corner) {
    return back(corner).has_value();
  });
}

}  // namespace

GeometricTransform randomTransform(ImageSize size, const GeometricLimits& limits, Random& random) {
  // The perspective comes first: the whole picture is then in front of the horizon, whatever the
  // others do to it.
  const Parts parts = randomParts(size, limits, random);
  Homography map = centred(parts.affine * parts.perspective, size);
  if (!looksAhead(map, size)) {
    map = centred(parts.affine, size);
  }
  const double share = random.real(limits.smallestCrop, 1);
  const auto part = [share](int side) {
    return std::max(static_cast<int>(std::lround(side * share)), 1);
  };
  const ImageSize cropped{part(size.width), part(size.height)};
  const double left = std::floor((size.width - cropped.width + 1) * random.real());
  const double top = std::floor((size.height - cropped.height + 1) * random.real());
  return {Homography::translation(-left, -top) * map, cropped};
}

}  // namespace touchstone::labeling
