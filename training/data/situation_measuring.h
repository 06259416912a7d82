#pragma once

#include "analysis/coverage/situation_measures.h"
#include "labeling/annotation/document.h"
#include "labeling/progress.h"
#include "labeling/result.h"
#include "training/data/feature_extraction.h"

#include <span>
#include <vector>

namespace touchstone::training {

/// The situations of those samples whose image can be read: row i belongs to sample rows[i].
struct MeasuredSituations {
  std::vector<std::size_t> rows;
  std::vector<analysis::SituationMeasures> measures;
};

/// Returns the situations of samples, those of an image one after the other, from the cache or
/// measured and then kept there; each image is decoded once for all its samples, a large JPEG at a
/// fraction of its size. Shapes are those of the samples' annotations. An image that cannot be read
/// is warned of and left out. Error: cancelled; what was measured until then is kept.
Result<MeasuredSituations> measureSituations(const labeling::Document& document,
                                             std::span<const Sample> samples,
                                             const FeatureSource& source,
                                             const WorkContext& work);

}  // namespace touchstone::training
