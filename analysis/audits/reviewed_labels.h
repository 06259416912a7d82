#pragma once

#include "analysis/audits/error_summary.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <span>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// Returns {"odds":[…]} of a finding's evidence: the log odds that its label is wrong, under each
/// hypothesis of the audit's ErrorSummary; none when the finding says nothing of it.
[[nodiscard]] std::vector<double> oddsIn(const std::string& evidence);

/// A label of which an audit said how probably it is wrong, and the keys of the findings on it.
struct QuestionedLabel {
  std::vector<double> logOdds;
  struct Question {
    std::string key;
    std::string given;
  };
  std::vector<Question> questions;
};

/// Returns the labels that the findings ask about.
[[nodiscard]] std::vector<QuestionedLabel> questionedLabels(
    std::span<const labeling::Finding> findings);

/// Returns those of the labels that a person has judged in answer to a finding: by "accept" or
/// another class than the given one it was wrong, by "keep" it was right.
[[nodiscard]] std::vector<ReviewedOdds> reviewedLabels(std::span<const QuestionedLabel> labels,
                                                       const labeling::Document& document);

}  // namespace touchstone::analysis
