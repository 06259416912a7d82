#pragma once

#include "labeling/geometry/brush_stroke.h"
#include "labeling/geometry/shape.h"
#include "labeling/result.h"
#include "labeling/selection/picture_region.h"

#include <stop_token>
#include <vector>

namespace touchstone::labeling {

/// How thoroughly GrabCut works. A region of more than `workingPixels` is worked on at a smaller
/// scale, so that its border is only as exact as that scale.
struct GrabCutOptions {
  int iterations = 3;
  int workingPixels = 200'000;
};

/// What a stroke says about the pixels it covers.
enum class Ground { Object, Background };

/// Separates an object from its background by colour (Rother, Kolmogorov, Blake: GrabCut, 2004),
/// from a box and then from strokes. The same box and strokes always give the same mask.
class GrabCut {
public:
  /// Starts with the object inside `box`; everything outside it is background until a stroke says
  /// otherwise. Fails when the box is smaller than 2 x 2 pixels of the region or leaves no
  /// background: see areaAround().
  static Result<GrabCut> start(const PictureRegion& region,
                               const Box& box,
                               const GrabCutOptions& options = {});

  /// Begins with what a model took for the object instead of the whole box; strokes and the colours
  /// still decide. Nothing of it inside the box: as without.
  void expect(const Mask& object);

  /// Marks the pixels along a line of points (one point: a stamp); later strokes win.
  void addStroke(Ground ground, const BrushTip& tip, const std::vector<Point>& points);

  /// Works on from the last result and returns the object as a mask of the image, which may be
  /// empty. Marked pixels are always as marked. Checks `stop` after every iteration; a stopped call
  /// leaves the object as good as it was.
  [[nodiscard]] Result<Mask> select(std::stop_token stop = {});

private:
  GrabCut() = default;
  void markLabels();
  [[nodiscard]] Mask currentMask() const;

  PictureRegion region_;
  GrabCutOptions options_;
  cv::Mat small_;       ///< the region in BGR at the working scale
  cv::Mat1b labels_;    ///< cv::GrabCutClasses at the working scale
  cv::Mat1b marks_;     ///< of the strokes at full scale: 0, or 1 + Ground
  cv::Mat background_;  ///< colour models, empty before the first iteration
  cv::Mat object_;
};

}  // namespace touchstone::labeling
