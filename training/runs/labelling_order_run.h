#pragma once

#include "labeling/review/prediction.h"
#include "training/runs/training_run.h"

#include <functional>
#include <string>
#include <vector>

namespace touchstone::training {

/// Returns `images` in the order in which their labels teach the next model most, by what a model
/// predicts on them and by how they look beside the labelled ones (analysis::labellingOrder); an
/// image that cannot be read comes last. Without pre-trained weights nothing is known of how they
/// look, and the most doubtful come first. Error: cancelled.
Result<std::vector<labeling::ImageId>> orderForLabelling(
    const RunInput& input,
    std::vector<labeling::ImageId> images,
    const std::vector<labeling::Prediction>& predictions,
    const std::function<void(const std::string&)>& warned,
    const WorkContext& work);

}  // namespace touchstone::training
