#pragma once

#include "labeling/selection/picture_region.h"
#include "ui/tools/tool.h"

namespace touchstone::ui {

/// Returns the size of the image in view; empty when it is not known.
[[nodiscard]] cv::Size imageSize(const ToolContext& context);

/// Returns the pixels of the picture in `area`; without pixels when the picture is not there.
[[nodiscard]] labeling::PictureRegion pictureRegion(const ToolContext& context,
                                                    const cv::Rect& area);

/// Returns the whole image, or the square of at most `mostPixels` around `centre` when it is
/// larger.
[[nodiscard]] cv::Rect areaAround(labeling::Point centre, cv::Size image, double mostPixels);

}  // namespace touchstone::ui
