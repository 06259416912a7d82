#include "ui/tools/vertices.h"

#include "labeling/geometry/ring.h"

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr int hiddenKeypoint = 1;
constexpr int visibleKeypoint = 2;

VertexIndex at(std::size_t vertex) {
  return {.part = 0, .ring = 0, .vertex = vertex};
}

std::ptrdiff_t offsetOf(VertexIndex index) {
  return static_cast<std::ptrdiff_t>(index.vertex);
}

}  // namespace

bool hasVertices(const Shape& shape) {
  return std::holds_alternative<Polygon>(shape) || std::holds_alternative<Line>(shape) ||
         std::holds_alternative<Keypoints>(shape);
}

std::vector<Vertex> verticesOf(const Shape& shape) {
  std::vector<Vertex> vertices;
  if (const auto* polygon = std::get_if<Polygon>(&shape)) {
    forEachRing(*polygon, [&](const Ring& ring, VertexIndex index) {
      for (const Point& point : ring) {
        vertices.push_back({index, point});
        ++index.vertex;
      }
    });
  } else if (const auto* line = std::get_if<Line>(&shape)) {
    for (std::size_t i = 0; i < line->points.size(); ++i) {
      vertices.push_back({at(i), line->points[i]});
    }
  } else if (const auto* keypoints = std::get_if<Keypoints>(&shape)) {
    for (std::size_t i = 0; i < keypoints->points.size(); ++i) {
      const Keypoint& keypoint = keypoints->points[i];
      if (keypoint.visibility > 0) {
        vertices.push_back({at(i), keypoint.position, keypoint.visibility == hiddenKeypoint});
      }
    }
  }
  return vertices;
}

std::optional<Vertex> vertexAt(const Shape& shape, Point point, double reach) {
  std::optional<Vertex> nearest;
  for (const Vertex& vertex : verticesOf(shape)) {
    const double distance = distanceBetween(vertex.position, point);
    if (distance <= reach && (!nearest || distance < distanceBetween(nearest->position, point))) {
      nearest = vertex;
    }
  }
  return nearest;
}

std::optional<NearPlace> edgeAt(const Shape& shape, Point point, double reach) {
  std::optional<NearPlace> place;
  if (const auto* polygon = std::get_if<Polygon>(&shape)) {
    place = nearestEdge(*polygon, point);
  } else if (const auto* line = std::get_if<Line>(&shape)) {
    place = nearestEdge(*line, point);
  }
  return place && place->distance <= reach ? place : std::nullopt;
}

Shape withVertexAt(Shape shape, VertexIndex index, Point position) {
  if (auto* polygon = std::get_if<Polygon>(&shape)) {
    return withVertexMoved(std::move(*polygon), index, position);
  }
  if (auto* line = std::get_if<Line>(&shape)) {
    line->points.at(index.vertex) = position;
  } else if (auto* keypoints = std::get_if<Keypoints>(&shape)) {
    keypoints->points.at(index.vertex).position = position;
  }
  return shape;
}

Shape withVertexIn(Shape shape, VertexIndex edge, Point position) {
  if (auto* polygon = std::get_if<Polygon>(&shape)) {
    return withVertexInserted(std::move(*polygon), edge, position);
  }
  if (auto* line = std::get_if<Line>(&shape)) {
    line->points.insert(line->points.begin() + offsetOf(edge) + 1, position);
  }
  return shape;
}

std::optional<Shape> withoutVertex(Shape shape, VertexIndex index) {
  if (auto* polygon = std::get_if<Polygon>(&shape)) {
    Polygon left = withVertexRemoved(std::move(*polygon), index);
    return left.parts.empty() ? std::nullopt : std::optional<Shape>(std::move(left));
  }
  if (auto* line = std::get_if<Line>(&shape)) {
    line->points.erase(line->points.begin() + offsetOf(index));
    return line->points.size() < 2 ? std::nullopt : std::optional(std::move(shape));
  }
  if (auto* keypoints = std::get_if<Keypoints>(&shape)) {
    keypoints->points.erase(keypoints->points.begin() + offsetOf(index));
    return keypoints->points.empty() ? std::nullopt : std::optional(std::move(shape));
  }
  return std::nullopt;
}

Shape withVisibilityToggled(Shape shape, VertexIndex index) {
  if (auto* keypoints = std::get_if<Keypoints>(&shape)) {
    int& visibility = keypoints->points.at(index.vertex).visibility;
    visibility = visibility == visibleKeypoint ? hiddenKeypoint : visibleKeypoint;
  }
  return shape;
}

}  // namespace touchstone::ui
