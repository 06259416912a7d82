#pragma once

namespace touchstone::labeling {

/// A position in pixels: 0-based, (0, 0) is the top-left corner of the top-left pixel.
struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

/// An axis-parallel rectangle in pixels, half-open: [x0, x1) x [y0, y1).
struct Box {
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
  bool operator==(const Box&) const = default;

  [[nodiscard]] double width() const { return x1 - x0; }
  [[nodiscard]] double height() const { return y1 - y0; }
  /// Width times height; 0 for an empty or inverted box.
  [[nodiscard]] double area() const { return (x1 > x0 && y1 > y0) ? (x1 - x0) * (y1 - y0) : 0; }
  [[nodiscard]] Point centre() const { return {(x0 + x1) / 2, (y0 + y1) / 2}; }
  [[nodiscard]] bool contains(Point p) const {
    return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1;
  }
};

/// Returns the common part of two boxes; its area is 0 when they do not meet.
[[nodiscard]] Box intersection(const Box& a, const Box& b);

/// Returns area(a ∩ b) / area(a ∪ b) in [0, 1]; 0 when both are empty.
[[nodiscard]] double intersectionOverUnion(const Box& a, const Box& b);

/// Returns `box` moved and shrunk as little as needed to lie within width x height pixels.
[[nodiscard]] Box clampedTo(const Box& box, double width, double height);

/// Returns the box with those corners in ascending order.
[[nodiscard]] Box boxBetween(Point a, Point b);

}  // namespace touchstone::labeling
