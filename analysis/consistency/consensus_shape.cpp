#include "analysis/consistency/consensus_shape.h"

#include "analysis/consistency/placed_shape.h"
#include "labeling/geometry/convert.h"
#include "labeling/geometry/mask_raster.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace touchstone::analysis {
namespace {

using labeling::Box;
using labeling::Shape;
using labeling::ShapeKind;

double medianOf(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) {
    return *middle;
  }
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

Box medianBox(std::span<const Shape> shapes) {
  Box median;
  for (double Box::*edge : {&Box::x0, &Box::y0, &Box::x1, &Box::y1}) {
    std::vector<double> values;
    for (const Shape& shape : shapes) {
      values.push_back(std::get<Box>(shape).*edge);
    }
    median.*edge = medianOf(std::move(values));
  }
  return median;
}

bool areAll(std::span<const Shape> shapes, std::span<const ShapeKind> kinds) {
  return std::all_of(shapes.begin(), shapes.end(), [&](const Shape& shape) {
    return std::find(kinds.begin(), kinds.end(), kindOf(shape)) != kinds.end();
  });
}

std::vector<PlacedShape> placed(std::span<const Shape> shapes, labeling::ImageSize image) {
  std::vector<PlacedShape> places;
  for (const Shape& shape : shapes) {
    places.emplace_back(shape, image);
  }
  return places;
}

/// Returns the pixels that more than half of the shapes cover, if there are any.
std::optional<Shape> majorityOf(std::span<const Shape> shapes, labeling::ImageSize image) {
  const auto places = placed(shapes, image);
  cv::Rect area;
  for (const PlacedShape& place : places) {
    area |= pixelBoundsOf(place.mask());
  }
  if (area.empty()) {
    return std::nullopt;
  }
  cv::Mat1i votes(area.size(), 0);
  for (const PlacedShape& place : places) {
    cv::add(votes, cv::Scalar(1), votes, pixelsOf(place.mask(), area));
  }
  const cv::Mat1b covered = votes * 2 > static_cast<int>(shapes.size());
  const ShapeKind kind = kindOf(shapes.front());
  const auto shape = convertedTo(
      labeling::maskOfPixels(covered, area.tl(), image.width, image.height),
      kind == ShapeKind::Polygon || kind == ShapeKind::OrientedBox ? kind : ShapeKind::Mask, image);
  return shape && cv::countNonZero(covered) > 0 ? std::optional(*shape) : std::nullopt;
}

/// Returns the shape that overlaps the others most; of equal ones the first.
const Shape& mostCentral(std::span<const Shape> shapes, labeling::ImageSize image) {
  const auto places = placed(shapes, image);
  std::size_t best = 0;
  double most = -1;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    double sum = 0;
    for (const PlacedShape& other : places) {
      sum += overlapOf(places[i], other);
    }
    if (sum > most) {
      most = sum;
      best = i;
    }
  }
  return shapes[best];
}

}  // namespace

Shape consensusShape(std::span<const Shape> shapes, labeling::ImageSize image) {
  constexpr std::array boxes{ShapeKind::Box};
  constexpr std::array areas{ShapeKind::Box, ShapeKind::OrientedBox, ShapeKind::Polygon,
                             ShapeKind::Mask};
  if (areAll(shapes, boxes)) {
    return medianBox(shapes);
  }
  const bool hasPixels = areAll(shapes, areas) && image.width > 0 && image.height > 0;
  const auto majority = hasPixels ? majorityOf(shapes, image) : std::nullopt;
  return majority ? *majority : mostCentral(shapes, image);
}

}  // namespace touchstone::analysis
