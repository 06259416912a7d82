#pragma once

#include "training/data/detection_dataset.h"
#include "training/detection/detector.h"
#include "training/runs/training_run.h"

#include <string>
#include <vector>

namespace touchstone::training {

/// Returns what was found in images, one list each, as an evaluation takes it.
[[nodiscard]] std::vector<analysis::Detection> detectionsOf(
    const std::vector<std::vector<FoundObject>>& found);

/// Returns the figures of each class that RunResult lists.
[[nodiscard]] std::vector<ClassFigures> perClassOf(const analysis::EvaluationReport& report);

}  // namespace touchstone::training
