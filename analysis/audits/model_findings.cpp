#include "analysis/audits/model_findings.h"

#include "analysis/audits/finding_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::analysis {
namespace {

using labeling::Finding;
using labeling::FindingKind;

FindingKind kindOf(const EvaluatedSample& sample) {
  return sample.given.empty()       ? FindingKind::FalsePositive
         : sample.predicted.empty() ? FindingKind::FalseNegative
                                    : FindingKind::Misclassified;
}

std::string messageOf(const EvaluatedSample& sample, double confidence) {
  const std::string given = inQuotes(sample.given);
  const std::string seen = inQuotes(sample.predicted) + " (" + percent(confidence) + ")";
  if (sample.given == sample.predicted) {
    return "The model sees " + seen + " too.";
  }
  switch (kindOf(sample)) {
    case FindingKind::FalsePositive:
      return "The model sees " + seen + " where nothing is labelled.";
    case FindingKind::FalseNegative:
      return "The model does not find this " + given + ".";
    default:
      return "The model takes this " + given + " for " + seen + ".";
  }
}

/// Whether the evaluated label is still there with the class it had.
bool isCurrent(const labeling::Document& document,
               labeling::ImageId image,
               const EvaluatedSample& sample) {
  if (!sample.annotation) {
    return true;
  }
  const auto* annotation = document.annotation(*sample.annotation);
  if (annotation == nullptr || annotation->image != image) {
    return false;
  }
  const auto* labelClass = document.labelClass(annotation->labelClass);
  return labelClass != nullptr && labelClass->name == sample.given;
}

}  // namespace

Finding findingOf(const EvaluatedSample& sample, labeling::ImageId image, const std::string& run) {
  const double confidence =
      std::isfinite(sample.confidence) ? std::clamp(sample.confidence, 0.0, 1.0) : 0.0;
  const bool agrees = sample.given == sample.predicted;
  Finding finding;
  finding.kind = kindOf(sample);
  finding.run = run;
  finding.image = image;
  finding.annotation = sample.annotation;
  finding.given = sample.given;
  finding.suggested = agrees ? std::string() : sample.predicted;
  if (!sample.annotation && sample.box) {
    finding.suggestedShape = *sample.box;
  }
  finding.score = agrees ? confidence : 1 - confidence / 2;
  if (!sample.predicted.empty()) {
    finding.evidence = nlohmann::json{{"probabilities", {{sample.predicted, confidence}}}}.dump(
        -1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  finding.message = messageOf(sample, confidence);
  return finding;
}

std::vector<Finding> misclassifiedFindings(const EvaluationReport& evaluation,
                                           const labeling::Document& document) {
  std::vector<Finding> findings;
  for (const EvaluatedSample& sample : evaluation.samples) {
    const auto image = document.findImage(sample.image);
    if (image && sample.predicted != sample.given && isCurrent(document, *image, sample)) {
      findings.push_back(findingOf(sample, *image, evaluation.run));
    }
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.score < b.score; });
  return findings;
}

}  // namespace touchstone::analysis
