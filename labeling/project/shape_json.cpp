#include "labeling/project/shape_json.h"

#include <cmath>
#include <string>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

json numbersOf(const std::vector<Point>& points) {
  json numbers = json::array();
  for (const Point& point : points) {
    numbers.push_back(point.x);
    numbers.push_back(point.y);
  }
  return numbers;
}

std::vector<Point> pointsOf(const json& numbers) {
  std::vector<Point> points;
  for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
    points.push_back({numbers.at(i).get<double>(), numbers.at(i + 1).get<double>()});
  }
  return points;
}

json partsOf(const Polygon& polygon) {
  json parts = json::array();
  for (const PolygonPart& part : polygon.parts) {
    json holes = json::array();
    for (const auto& hole : part.holes) {
      holes.push_back(numbersOf(hole));
    }
    parts.push_back({{"outer", numbersOf(part.outer)}, {"holes", holes}});
  }
  return parts;
}

Polygon polygonOf(const json& parts) {
  Polygon polygon;
  for (const json& part : parts) {
    PolygonPart read{.outer = pointsOf(part.at("outer")), .holes = {}};
    for (const json& hole : part.at("holes")) {
      read.holes.push_back(pointsOf(hole));
    }
    polygon.parts.push_back(std::move(read));
  }
  return polygon;
}

json keypointsToJson(const Keypoints& keypoints) {
  json numbers = json::array();
  for (const Keypoint& keypoint : keypoints.points) {
    numbers.push_back(keypoint.position.x);
    numbers.push_back(keypoint.position.y);
    numbers.push_back(keypoint.visibility);
  }
  return numbers;
}

Keypoints keypointsOf(const json& numbers) {
  Keypoints keypoints;
  for (std::size_t i = 0; i + 2 < numbers.size(); i += 3) {
    const Point position{numbers.at(i).get<double>(), numbers.at(i + 1).get<double>()};
    keypoints.points.push_back({.position = position, .visibility = numbers.at(i + 2).get<int>()});
  }
  return keypoints;
}

Box boxOf(const json& value) {
  return {value.at(0).get<double>(), value.at(1).get<double>(), value.at(2).get<double>(),
          value.at(3).get<double>()};
}

OrientedBox orientedBoxOf(const json& value) {
  return {.centre = {value.at(0).get<double>(), value.at(1).get<double>()},
          .width = value.at(2).get<double>(),
          .height = value.at(3).get<double>(),
          .angle = value.at(4).get<double>()};
}

Mask maskOf(const json& value) {
  return {.width = value.at("width").get<int>(),
          .height = value.at("height").get<int>(),
          .counts = value.at("counts").get<std::vector<std::uint32_t>>()};
}

bool areFinite(const std::vector<Point>& points) {
  for (const Point& point : points) {
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
      return false;
    }
  }
  return true;
}

bool isFinitePolygon(const Polygon& polygon) {
  for (const PolygonPart& part : polygon.parts) {
    if (!areFinite(part.outer)) {
      return false;
    }
    for (const auto& hole : part.holes) {
      if (!areFinite(hole)) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

json jsonOf(const Shape& shape) {
  return std::visit(
      Visitor{
          [](const ImageTag&) {
            return json{{"tag", true}};
          },
          [](const Box& box) {
            return json{{"box", {box.x0, box.y0, box.x1, box.y1}}};
          },
          [](const OrientedBox& box) {
            return json{
                {"orientedBox", {box.centre.x, box.centre.y, box.width, box.height, box.angle}}};
          },
          [](const Polygon& polygon) {
            return json{{"polygon", partsOf(polygon)}};
          },
          [](const Mask& mask) {
            return json{
                {"mask",
                 {{"width", mask.width}, {"height", mask.height}, {"counts", mask.counts}}}};
          },
          [](const Keypoints& keypoints) {
            return json{{"keypoints", keypointsToJson(keypoints)}};
          },
          [](const Line& line) {
            return json{{"line", numbersOf(line.points)}};
          },
      },
      shape);
}

Shape shapeOf(const json& object) {
  if (object.contains("box")) {
    return boxOf(object.at("box"));
  }
  if (object.contains("orientedBox")) {
    return orientedBoxOf(object.at("orientedBox"));
  }
  if (object.contains("polygon")) {
    return polygonOf(object.at("polygon"));
  }
  if (object.contains("mask")) {
    return maskOf(object.at("mask"));
  }
  if (object.contains("keypoints")) {
    return keypointsOf(object.at("keypoints"));
  }
  if (object.contains("line")) {
    return Line{pointsOf(object.at("line"))};
  }
  static_cast<void>(object.at("tag"));
  return ImageTag{};
}

std::string shapeToText(const Shape& shape) {
  return jsonOf(shape).dump();
}

Result<Shape> shapeFromText(std::string_view text) {
  try {
    return shapeOf(json::parse(text));
  } catch (const json::exception& exception) {
    return Error{
        ErrorKind::BadInput, {}, std::string("A stored shape is damaged: ") + exception.what()};
  }
}

bool isFinite(const Shape& shape) {
  return std::visit(Visitor{
                        [](const ImageTag&) { return true; },
                        [](const Box& box) {
                          return areFinite({{box.x0, box.y0}, {box.x1, box.y1}});
                        },
                        [](const OrientedBox& box) {
                          return areFinite({box.centre, {box.width, box.height}, {box.angle, 0}});
                        },
                        [](const Polygon& polygon) { return isFinitePolygon(polygon); },
                        [](const Mask&) { return true; },
                        [](const Keypoints& keypoints) {
                          for (const Keypoint& keypoint : keypoints.points) {
                            if (!areFinite({keypoint.position})) {
                              return false;
                            }
                          }
                          return true;
                        },
                        [](const Line& line) { return areFinite(line.points); },
                    },
                    shape);
}

}  // namespace touchstone::labeling
