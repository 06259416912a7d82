#pragma once

#include "labeling/sample/part.h"

#include <optional>
#include <vector>

namespace touchstone::labeling {

/// One part laid down: its drawn surface and where that lies on the picture.
struct PlacedPart {
  PartKind kind = PartKind::Bolt;
  std::vector<Material> layers;
  PartPatch patch;
  cv::Mat1b outline;  ///< 255 where the whole part covers at least half a pixel
  cv::Point corner;   ///< pixel of the picture where patch and outline begin
  float angle = 0;
  bool turned = false;
  float raised = 0;  ///< how high it lies, on top of others, in millimetres
  cv::Vec2f lean;    ///< slope of the whole part
};

/// What is photographed: parts in the order in which they were laid down.
struct Scene {
  cv::Size size;
  float scale = 4;  ///< pixels in a millimetre
  std::vector<PlacedPart> parts;
  cv::Mat1b owners;  ///< for each pixel 1 + the index of the part that is seen there, or 0
};

struct SceneOptions {
  cv::Size size{640, 480};
  int partsFrom = 3;
  int partsTo = 8;
  /// The one kind to show, in the middle; any kinds when absent.
  std::optional<PartKind> only;
};

/// Lays parts down at random. At least 70 % of every part's pixels within the picture stay in
/// sight, and so do the pixels that decide its bounding box; a few parts are cut by the border.
[[nodiscard]] Scene makeScene(Random& random, const SceneOptions& options);

}  // namespace touchstone::labeling
