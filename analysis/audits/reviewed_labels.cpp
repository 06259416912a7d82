#include "analysis/audits/reviewed_labels.h"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <utility>

namespace touchstone::analysis {
namespace {

using labeling::Decision;
using labeling::DecisionKind;
using labeling::Finding;

/// Whether "accept" says that the class of a label is wrong.
bool questionsTheClass(const Finding& finding) {
  using labeling::FindingKind;
  if (!finding.reason.empty()) {
    return false;
  }
  switch (finding.kind) {
    case FindingKind::LabelError:
    case FindingKind::Ambiguous:
    case FindingKind::Swapped:
    case FindingKind::Inconsistent:
    case FindingKind::AnnotatorDisagreement:
    case FindingKind::Misclassified:
      return true;
    default:
      return false;
  }
}

/// Returns whether the decision says that the label was wrong; nothing when it says neither.
std::optional<bool> verdict(const Decision& decision, const std::string& given) {
  switch (decision.kind) {
    case DecisionKind::Accept:
    case DecisionKind::Relabel:
      return decision.chosen != given;
    case DecisionKind::Keep:
      return false;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::vector<double> oddsIn(const std::string& evidence) {
  const auto read = nlohmann::json::parse(evidence, nullptr, false);
  std::vector<double> odds;
  if (read.is_object() && read.contains("odds") && read["odds"].is_array()) {
    for (const auto& value : read["odds"]) {
      if (value.is_number()) {
        odds.push_back(value.get<double>());
      }
    }
  }
  return odds;
}

std::vector<QuestionedLabel> questionedLabels(std::span<const Finding> findings) {
  using Label = std::pair<labeling::ImageId, labeling::AnnotationId>;
  std::map<Label, QuestionedLabel> labels;
  for (const Finding& finding : findings) {
    if (!finding.annotation || !questionsTheClass(finding)) {
      continue;
    }
    QuestionedLabel& label = labels[{finding.image, *finding.annotation}];
    label.questions.push_back({.key = keyOf(finding), .given = finding.given});
    if (label.logOdds.empty()) {
      label.logOdds = oddsIn(finding.evidence);
    }
  }
  std::vector<QuestionedLabel> result;
  for (auto& [id, label] : labels) {
    if (!label.logOdds.empty()) {
      result.push_back(std::move(label));
    }
  }
  return result;
}

std::vector<ReviewedOdds> reviewedLabels(std::span<const QuestionedLabel> labels,
                                         const labeling::Document& document) {
  std::vector<ReviewedOdds> reviewed;
  for (const QuestionedLabel& label : labels) {
    for (const auto& question : label.questions) {
      const Decision* decision = document.decisionOn(question.key);
      const auto wrong = decision != nullptr ? verdict(*decision, question.given) : std::nullopt;
      if (wrong) {
        reviewed.push_back({.logOdds = label.logOdds, .wrong = *wrong});
        break;
      }
    }
  }
  return reviewed;
}

}  // namespace touchstone::analysis
