#pragma once

#include "labeling/geometry/shape.h"

#include <span>
#include <vector>

namespace touchstone::labeling {

/// Return the corners: top-left, top-right, bottom-right, bottom-left of the box before it is
/// turned.
[[nodiscard]] std::vector<Point> cornersOf(const Box& box);
[[nodiscard]] std::vector<Point> cornersOf(const OrientedBox& box);

/// Returns whether the point is inside the box.
[[nodiscard]] bool contains(const OrientedBox& box, Point point);

/// Returns the box as one that is not turned.
[[nodiscard]] OrientedBox orientedBoxOf(const Box& box);

/// Returns the box whose one side runs from `a` to `b` and whose opposite side goes through `c`;
/// its angle is that of the direction from `a` to `b`.
[[nodiscard]] OrientedBox orientedBoxFromPoints(Point a, Point b, Point c);

/// Returns the box of which `from` and `to` are opposite corners at a given angle in radians.
[[nodiscard]] OrientedBox orientedBoxFromDrag(Point from, Point to, double angle);

/// Returns the box of least area around the points (one side lies on their convex hull, Freeman and
/// Shapira 1975), with its angle in (-pi/4, pi/4]; without extent for fewer than two points.
[[nodiscard]] OrientedBox minimumAreaBox(std::span<const Point> points);
[[nodiscard]] OrientedBox minimumAreaBox(const Polygon& polygon);

/// Returns an angle in radians turned by full turns into (-pi, pi].
[[nodiscard]] double normalisedAngle(double angle);

/// Returns where the rotation handle is drawn: `distance` pixels above the middle of the top side.
[[nodiscard]] Point rotationHandle(const OrientedBox& box, double distance);

/// Returns the box turned so that its rotation handle points at `pointer`; with a `step` above 0
/// the angle is rounded to a multiple of it (radians).
[[nodiscard]] OrientedBox rotatedTowards(const OrientedBox& box, Point pointer, double step = 0);

/// The handles of a box, named as it lies before it is turned.
enum class BoxHandle { TopLeft, Top, TopRight, Right, BottomRight, Bottom, BottomLeft, Left };

/// Returns where a handle is.
[[nodiscard]] Point handlePosition(const OrientedBox& box, BoxHandle handle);

/// Returns the box with a handle dragged to `pointer`: the opposite side or corner stays where it
/// is. Dragged past it the box is mirrored; sizes are never negative.
[[nodiscard]] OrientedBox resized(const OrientedBox& box, BoxHandle handle, Point pointer);

/// What to do with an oriented box that reaches over the image's border: leave it (turned objects
/// at the border), move it inside, or move and shrink it evenly until all corners are inside.
enum class BorderPolicy { Keep, Move, Shrink };

/// Returns the box brought into width x height pixels by the policy; one that is larger than the
/// image is centred by Move and keeps its corners outside.
[[nodiscard]] OrientedBox broughtInside(const OrientedBox& box,
                                        double width,
                                        double height,
                                        BorderPolicy policy);

}  // namespace touchstone::labeling
