#pragma once

#include "analysis/images/picture_measures.h"
#include "labeling/progress.h"
#include "labeling/result.h"
#include "training/data/feature_extraction.h"

#include <span>
#include <vector>

namespace touchstone::training {

/// Measures of those samples whose image can be read: row i belongs to sample rows[i].
struct MeasuredPictures {
  std::vector<std::size_t> rows;
  std::vector<analysis::PictureMeasures> measures;
};

/// Returns the measures of whole images, from the cache or computed and then kept there. An image
/// that cannot be read is warned of and left out. Pictures of more than 16 megapixels are reduced
/// to that before they are measured, which needs far less memory and changes little. Error:
/// cancelled; what was measured until then is kept.
Result<MeasuredPictures> measurePictures(std::span<const Sample> images,
                                         const FeatureSource& source,
                                         const WorkContext& work);

}  // namespace touchstone::training
