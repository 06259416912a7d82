#pragma once

#include "labeling/geometry/brush_stroke.h"
#include "labeling/geometry/mask_runs.h"

#include <opencv2/core.hpp>

#include <vector>

namespace touchstone::labeling {

/// Whether a stroke sets pixels or clears them.
enum class PaintMode { Add, Erase };

/// A mask that is being painted on. Only tiles that a stroke touches are unpacked, so that a step
/// costs what it covers and not what the image or the stored mask holds.
class MaskCanvas {
public:
  /// Starts from a stored mask, or from emptyMask() for a new one.
  explicit MaskCanvas(Mask stored);
  MaskCanvas(const MaskCanvas&) = delete;
  MaskCanvas& operator=(const MaskCanvas&) = delete;

  /// Paints from one pointer position to the next (the same one twice: a stamp) and returns the
  /// rectangle of pixels that may have changed, inside the image; empty when none is covered.
  cv::Rect stroke(const BrushTip& tip, Point from, Point to, PaintMode mode);

  /// Returns the pixels of a rectangle as they are now, 255 where set; 0 outside the image.
  [[nodiscard]] cv::Mat1b pixels(const cv::Rect& area) const;

  /// Returns the rectangle around everything painted so far.
  [[nodiscard]] const cv::Rect& touched() const { return touched_; }

  /// Returns the mask as it is now: the stored runs with the painted tiles in their place.
  [[nodiscard]] Mask mask() const;

  /// Returns the mask it started from.
  [[nodiscard]] const Mask& stored() const { return stored_; }

private:
  [[nodiscard]] cv::Rect areaOfTile(int column, int row) const;
  [[nodiscard]] std::size_t indexOf(int column, int row) const;
  cv::Mat1b& tile(int column, int row);
  void fill(const RowSpan& span, std::uint8_t value);
  void writeTileColumn(int column, RunCursor& cursor, RunWriter& writer) const;

  Mask stored_;
  int columns_ = 0;
  int rows_ = 0;
  std::vector<RunCursor> starts_;  ///< one a tile column, at its first pixel
  std::vector<cv::Mat1b> tiles_;   ///< empty where nothing was painted
  cv::Rect touched_;
};

}  // namespace touchstone::labeling
