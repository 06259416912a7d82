#pragma once

#include "analysis/images/picture_sketch.h"
#include "labeling/progress.h"
#include "labeling/result.h"
#include "training/data/feature_extraction.h"

#include <span>
#include <vector>

namespace touchstone::training {

/// Sketches of those samples whose image can be read: row i belongs to sample rows[i].
struct SketchedPictures {
  std::vector<std::size_t> rows;
  std::vector<analysis::PictureSketch> sketches;
};

/// Returns the sketches of whole images, from the cache or made and then kept there. An image that
/// cannot be read is warned of and left out. Error: cancelled; what was made until then is kept.
Result<SketchedPictures> sketchPictures(std::span<const Sample> images,
                                        const FeatureSource& source,
                                        const WorkContext& work);

}  // namespace touchstone::training
