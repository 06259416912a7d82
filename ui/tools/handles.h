#pragma once

#include "labeling/geometry/box.h"

#include <QtCore/qnamespace.h>

#include <array>
#include <optional>

namespace touchstone::ui {

/// The eight places by which a box is resized.
enum class Handle { TopLeft, Top, TopRight, Right, BottomRight, Bottom, BottomLeft, Left };

inline constexpr std::array<Handle, 8> allHandles{
    Handle::TopLeft,     Handle::Top,    Handle::TopRight,   Handle::Right,
    Handle::BottomRight, Handle::Bottom, Handle::BottomLeft, Handle::Left};

[[nodiscard]] labeling::Point positionOf(Handle handle, const labeling::Box& box);

/// Returns the handle nearest to `point` within `reach` pixels; corners win over sides, and a side
/// can be held along its whole length. Half the width and height of a small box stay free to move
/// it by, and one that is much smaller than the reach has no handles.
[[nodiscard]] std::optional<Handle> handleAt(labeling::Point point,
                                             const labeling::Box& box,
                                             double reach);

/// How a box follows a handle.
struct ResizeRules {
  bool keepsRatio = false;
  bool fromCentre = false;  ///< otherwise the opposite side stays
};

/// Returns the box with that handle at `point`; pulling past the opposite side turns it over.
[[nodiscard]] labeling::Box resized(const labeling::Box& box,
                                    Handle handle,
                                    labeling::Point point,
                                    const ResizeRules& rules = {});

[[nodiscard]] Qt::CursorShape cursorOf(Handle handle);

}  // namespace touchstone::ui
