#pragma once

#include "labeling/sample/picture_defects.h"
#include "labeling/sample/sample_picture.h"

#include <string>
#include <vector>

namespace touchstone::labeling {

/// Returns the VOC file of a picture as LabelImg writes it: box edges counted from 0. The path is
/// relative to the project, and an edge at 0 is not raised to 1.
[[nodiscard]] std::string vocTextOf(const SamplePicture& picture);

/// Returns the masks of a split as a COCO file.
[[nodiscard]] std::string cocoTextOf(const std::vector<SamplePicture>& pictures, Split split);

/// Returns the stems of a split's pictures, one a line.
[[nodiscard]] std::string imageSetOf(const std::vector<SamplePicture>& pictures, Split split);

/// Returns planted.json: what is wrong with the labels and the pictures. Labels are numbered
/// through all pictures, from 1, which is the id that an annotation has in a project that imported
/// them.
[[nodiscard]] std::string plantedTextOf(const Planted& planted,
                                        const std::vector<SamplePicture>& pictures,
                                        SampleTask task);

}  // namespace touchstone::labeling
