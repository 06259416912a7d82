#pragma once

#include "analysis/report/evaluation_report.h"
#include "training/runs/training_run.h"

#include <filesystem>
#include <functional>
#include <string>

namespace touchstone::training {

/// Compares the model of a run with the labels of one split ("train", "val" or "test"). Errors: no
/// such model, no labelled sample in the split, a label of a class that the model does not know,
/// cancelled.
Result<analysis::EvaluationReport> evaluateRun(
    const RunInput& input,
    const std::filesystem::path& runFolder,
    labeling::Split split,
    const std::function<void(const std::string&)>& warned,
    const WorkContext& work);

}  // namespace touchstone::training
