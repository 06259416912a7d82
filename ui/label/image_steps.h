#pragma once

#include "labeling/annotation/document.h"

#include <functional>
#include <vector>

namespace touchstone::ui {

/// Which images a step stops at.
enum class StepTo { Unlabelled, Unverified };

/// Returns the next image after `from` (direction 1) or before it (-1) in the list that is still to
/// be labelled or verified, going round at the end; 0 when there is none but perhaps `from`.
[[nodiscard]] labeling::ImageId stepFrom(const labeling::Document& document,
                                         const std::vector<labeling::ImageId>& images,
                                         int row,
                                         int direction,
                                         StepTo to);

}  // namespace touchstone::ui
