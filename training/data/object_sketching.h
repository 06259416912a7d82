#pragma once

#include "analysis/consistency/object_twins.h"
#include "labeling/progress.h"
#include "labeling/result.h"
#include "training/data/feature_extraction.h"

#include <vector>

namespace touchstone::training {

/// Returns the sketches of the labelled objects that can be sketched, from the cache or made and
/// then kept there; each image with a missing one is decoded once. Left out are excluded images,
/// crowds and what no person confirmed; an image that cannot be read is warned of. Error:
/// cancelled.
Result<std::vector<analysis::SketchedObject>> sketchObjects(const labeling::Document& document,
                                                            const FeatureSource& source,
                                                            const WorkContext& work);

}  // namespace touchstone::training
