#pragma once

#include "analysis/report/audit_report.h"
#include "analysis/report/evaluation_report.h"
#include "analysis/report/round_report.h"
#include "analysis/report/run_report.h"
#include "labeling/annotation/document.h"
#include "labeling/progress.h"
#include "labeling/project/run_record.h"
#include "labeling/result.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// What a report tells of; parts that are absent are left out.
struct HtmlReportInput {
  std::string project;  ///< its name, for the title
  const labeling::Document& document;
  std::filesystem::path imageFolder;
  std::optional<AuditReport> audit;
  std::optional<EvaluationReport> evaluation;
  std::vector<labeling::IterationRecord> iterations;  ///< oldest first
  std::optional<RunReport> run = {};                  ///< the training that the report is of …
  std::optional<RoundReport> round = {};              ///< … or the rounds that it compares
  std::size_t pictures = 36;                          ///< at most, in each gallery
};

/// Returns one HTML file that explains itself: figures, what each round brought, classes, confusion
/// matrix, and the findings with their pictures; of a training also how it went and its mistakes,
/// of two rounds what is right or wrong since. Style and pictures are inside it; it loads nothing
/// and runs no script. A picture that cannot be read is replaced by a note. Error: cancelled.
Result<std::string> htmlReport(const HtmlReportInput& input, const WorkContext& work);

}  // namespace touchstone::analysis
