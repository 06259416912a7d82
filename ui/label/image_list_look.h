#pragma once

#include "ui/theme/theme.h"

namespace touchstone::ui {

/// How images are listed: one a row with what is known of them, or as a grid of thumbnails.
struct ImageListLook {
  static constexpr int smallest = 8 * theme::grid;
  static constexpr int largest = 24 * theme::grid;
  static constexpr int step = 2 * theme::grid;

  bool isGrid = false;
  int side = 12 * theme::grid;  ///< of a thumbnail in the grid, pixels
  bool operator==(const ImageListLook&) const = default;
};

}  // namespace touchstone::ui
