#include "labeling/augmentation/remaining_labels.h"

#include "labeling/geometry/convert.h"
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_outline.h"
#include "labeling/geometry/polygon.h"
#include "labeling/geometry/polygon_boolean.h"

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {

namespace {

using MaybeVisible = std::optional<VisibleShape>;

/// A share that differs from 1 by less is whole: areas are rounded.
constexpr double wholeShare = 1 - 1e-6;

bool isArea(const Shape& shape) {
  return std::holds_alternative<Mask>(shape) || std::holds_alternative<Polygon>(shape);
}

bool areClose(const Box& a, const Box& b) {
  return std::max({std::abs(a.x0 - b.x0), std::abs(a.y0 - b.y0), std::abs(a.x1 - b.x1),
                   std::abs(a.y1 - b.y1)}) <= 1;
}

bool areSameObject(const Annotation& box, const Annotation& area, const Box& boundsOfArea) {
  if (box.labelClass != area.labelClass || !isArea(area.shape)) {
    return false;
  }
  const bool sameGroup = box.attributes.group && box.attributes.group == area.attributes.group;
  return sameGroup || areClose(std::get<Box>(box.shape), boundsOfArea);
}

/// Covers parts of shapes.
class Cover {
public:
  explicit Cover(const Mask& mask) : mask_(mask), outline_(outlineOf(mask)) {}

  [[nodiscard]] MaybeVisible visible(const Shape& shape) const {
    return std::visit(
        Visitor{
            [&](const Box& box) -> MaybeVisible {
              auto left = uncovered(polygonOf(box));
              return left ? MaybeVisible({boundsOf(left->shape), left->share}) : std::nullopt;
            },
            [&](const OrientedBox& box) -> MaybeVisible {
              const auto left = uncovered(polygonOf(box));
              return left ? MaybeVisible({box, left->share}) : std::nullopt;
            },
            [&](const Polygon& polygon) { return uncovered(polygon); },
            [&](const Mask& mask) { return uncovered(mask); },
            [&](const Keypoints& keypoints) -> MaybeVisible { return hidden(keypoints); },
            [](const auto& other) -> MaybeVisible {
              return VisibleShape{other, 1};
            },
        },
        shape);
  }

private:
  [[nodiscard]] MaybeVisible uncovered(const Polygon& polygon) const {
    const double whole = areaOf(polygon);
    auto left = differenceOf(polygon, outline_);
    if (!left || !(whole > 0)) {
      return VisibleShape{polygon, 1};
    }
    const double share = areaOf(*left) / whole;
    if (share >= wholeShare) {
      return VisibleShape{polygon, 1};
    }
    return share > 0 ? MaybeVisible({*std::move(left), share}) : std::nullopt;
  }

  [[nodiscard]] MaybeVisible uncovered(const Mask& mask) const {
    Mask left = differenceOf(mask, mask_);
    if (isEmpty(left)) {
      return std::nullopt;
    }
    const double share = areaOf(left) / areaOf(mask);
    return VisibleShape{std::move(left), share};
  }

  [[nodiscard]] VisibleShape hidden(Keypoints keypoints) const {
    for (Keypoint& keypoint : keypoints.points) {
      if (keypoint.visibility == 2 && contains(mask_, keypoint.position)) {
        keypoint.visibility = 1;
      }
    }
    return {std::move(keypoints), 1};
  }

  const Mask& mask_;
  Polygon outline_;
};

}  // namespace

std::vector<std::optional<std::size_t>> boxPartnersOf(const std::vector<Annotation>& annotations) {
  std::vector<std::optional<std::size_t>> partners(annotations.size());
  std::vector<Box> bounds;
  for (const Annotation& annotation : annotations) {
    bounds.push_back(boundsOf(annotation.shape));
  }
  for (std::size_t box = 0; box < annotations.size(); ++box) {
    if (!std::holds_alternative<Box>(annotations[box].shape)) {
      continue;
    }
    for (std::size_t area = 0; area < annotations.size() && !partners[box]; ++area) {
      if (areSameObject(annotations[box], annotations[area], bounds[area])) {
        partners[box] = area;
      }
    }
  }
  return partners;
}

std::vector<Annotation> remaining(const std::vector<Annotation>& annotations,
                                  const LabelLoss& loss) {
  std::vector<MaybeVisible> visible;
  for (const Annotation& annotation : annotations) {
    auto left = loss.visible(annotation.shape);
    const bool stays = left && left->share >= loss.smallestShare;
    visible.push_back(stays ? std::move(left) : std::nullopt);
  }
  const auto partners = boxPartnersOf(annotations);
  std::vector<Annotation> result;
  for (std::size_t i = 0; i < annotations.size(); ++i) {
    const MaybeVisible& left = visible[partners[i].value_or(i)];
    if (!left) {
      continue;
    }
    Annotation annotation = annotations[i];
    annotation.shape = partners[i] ? Shape(boundsOf(left->shape)) : left->shape;
    annotation.attributes.*loss.mark |= left->share < wholeShare;
    result.push_back(std::move(annotation));
  }
  return result;
}

std::vector<Annotation> transformed(const std::vector<Annotation>& annotations,
                                    const GeometricTransform& transform,
                                    double smallestShare) {
  return remaining(annotations,
                   {.visible = [&](const Shape& shape) { return transformed(shape, transform); },
                    .smallestShare = smallestShare,
                    .mark = &Attributes::truncated});
}

std::vector<Annotation> behind(const Mask& cover,
                               const std::vector<Annotation>& annotations,
                               double smallestShare) {
  return remaining(
      annotations,
      {.visible = [covered = Cover(cover)](const Shape& shape) { return covered.visible(shape); },
       .smallestShare = smallestShare,
       .mark = &Attributes::occluded});
}

}  // namespace touchstone::labeling
