#pragma once

#include "analysis/report/evaluation_report.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <QString>

#include <filesystem>
#include <optional>
#include <vector>

namespace touchstone::ui {

/// The evaluations of the newest round and of the one before it.
struct Evaluations {
  std::optional<analysis::EvaluationReport> now;
  std::optional<analysis::EvaluationReport> before;
};

/// Reads evaluation.json of both run folders; what is missing or damaged is left out.
[[nodiscard]] Evaluations readEvaluations(const std::filesystem::path& now,
                                          const std::filesystem::path& before);

/// Returns how many samples were not recognised.
[[nodiscard]] long errorCount(const analysis::EvaluationReport& report);

/// Says what a round changed: the main figure before → after, and the recall of the classes that
/// changed most. Empty without an earlier round of the same task.
struct Comparison {
  QString figure;
  QString classes;
};
[[nodiscard]] Comparison compare(const Evaluations& evaluations);

/// Returns samples of a run as findings, the least sure last: those of the audit where it has one
/// on the same label that the model gets wrong, else made of the evaluation.
[[nodiscard]] std::vector<labeling::Finding> findingsOf(
    const std::vector<analysis::EvaluatedSample>& samples,
    const std::string& run,
    const labeling::Document& document,
    const std::vector<labeling::Finding>& audited);

/// Returns the findings of the samples in one cell of the confusion matrix.
[[nodiscard]] std::vector<labeling::Finding> samplesOf(
    const analysis::EvaluationReport& report,
    int given,
    int predicted,
    const labeling::Document& document,
    const std::vector<labeling::Finding>& findings);

}  // namespace touchstone::ui
