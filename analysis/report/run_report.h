#pragma once

#include "analysis/report/epoch_figures.h"
#include "analysis/report/evaluation_report.h"
#include "labeling/project/project.h"

#include <optional>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// What is kept of one training: what was asked for, how it went, and what the model gets wrong.
struct RunReport {
  labeling::RunRecord record;
  std::vector<EpochFigures> epochs;
  std::optional<EvaluationReport> evaluation;  ///< the one that is kept with the run
};

/// Reads the report of the run with that name ("0001"). Errors: no such run, a damaged evaluation.
Result<RunReport> readRunReport(const labeling::Project& project, const std::string& run);

/// Returns {"run","state","task","model","request","metrics","started","seconds","epochs",
/// "evaluation"}.
[[nodiscard]] std::string toJson(const RunReport& report);

/// Returns one line a sample of the evaluation: image,annotation,given,predicted,confidence.
[[nodiscard]] std::string toCsv(const RunReport& report);

}  // namespace touchstone::analysis
