#pragma once

#include "ui/tools/handles.h"
#include "ui/tools/vertices.h"

#include <optional>

/// The places by which a selected object is changed.
namespace touchstone::ui {

/// A handle of a (turned) box or of the frame around other shapes, the handle that turns a box, or
/// one vertex.
struct Grip {
  enum class Kind { Side, Turn, Vertex };
  Kind kind = Kind::Side;
  Handle side = Handle::TopLeft;   ///< of a Side
  labeling::VertexIndex vertex{};  ///< of a Vertex
};

/// How far above a turned box its rotation handle lies, in reaches.
inline constexpr double turnArm = 3;

/// What shapes made of points are changed by.
enum class GripStyle { Vertices, Frame };

/// Returns the grip of the shape at `point`.
[[nodiscard]] std::optional<Grip> gripAt(const labeling::Shape& shape,
                                         labeling::Point point,
                                         double reach,
                                         GripStyle style);

/// Returns where the grip is.
[[nodiscard]] labeling::Point positionOf(const Grip& grip,
                                         const labeling::Shape& shape,
                                         double reach);

/// How a grip is dragged.
struct DragRules {
  ResizeRules resize{};
  bool snapsAngle = false;  ///< to multiples of 15 degrees
};

/// Returns the shape with the grip at `to`, within width x height pixels but for turned boxes; as
/// it was when nothing would be left of it.
[[nodiscard]] labeling::Shape dragged(const labeling::Shape& shape,
                                      const Grip& grip,
                                      labeling::Point to,
                                      const DragRules& rules,
                                      labeling::Box image);

/// Returns the pointer's form over the grip.
[[nodiscard]] Qt::CursorShape cursorOf(const Grip& grip, const labeling::Shape& shape);

/// Returns the shape with its frame `from` stretched to `to`; tags and masks stay as they are.
[[nodiscard]] labeling::Shape fitted(const labeling::Shape& shape,
                                     const labeling::Box& from,
                                     const labeling::Box& to);

}  // namespace touchstone::ui
