#pragma once

namespace touchstone::ui {

/// What the pointer does on the picture.
enum class ToolKind {
  Select,
  Box,
  OrientedBox,
  Polygon,
  Line,
  Points,
  Brush,
  Eraser,
  Flood,
  GrabCut,
  Scissors,
  Superpixels,
  Comment
};

}  // namespace touchstone::ui
