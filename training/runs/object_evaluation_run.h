#pragma once

#include "analysis/report/evaluation_report.h"
#include "training/runs/training_run.h"

#include <filesystem>
#include <functional>
#include <string>

namespace touchstone::training {

/// Compare the detector or segmenter of a run with the labels of one split: see evaluateRun.
Result<analysis::EvaluationReport> evaluateDetector(
    const RunInput& input,
    const std::filesystem::path& runFolder,
    labeling::Split split,
    const std::function<void(const std::string&)>& warned,
    const WorkContext& work);
Result<analysis::EvaluationReport> evaluateSegmenter(
    const RunInput& input,
    const std::filesystem::path& runFolder,
    labeling::Split split,
    const std::function<void(const std::string&)>& warned,
    const WorkContext& work);

}  // namespace touchstone::training
