#include "analysis/audits/model_findings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::analysis {

using labeling::Finding;

std::vector<Finding> misclassifiedFindings(const EvaluationReport& evaluation,
                                           const labeling::Document& document) {
  std::vector<Finding> findings;
  for (const EvaluatedSample& sample : evaluation.samples) {
    const auto image = document.findImage(sample.image);
    if (!image || sample.predicted == sample.given) {
      continue;
    }
    const double confidence =
        std::isfinite(sample.confidence) ? std::clamp(sample.confidence, 0.0, 1.0) : 0.0;
    Finding finding;
    finding.kind = labeling::FindingKind::Misclassified;
    finding.run = evaluation.run;
    finding.image = *image;
    finding.annotation = sample.annotation;
    finding.given = sample.given;
    finding.suggested = sample.predicted;
    finding.score = 1 - confidence / 2;
    finding.evidence = nlohmann::json{{"probabilities", {{sample.predicted, confidence}}}}.dump(
        -1, ' ', false, nlohmann::json::error_handler_t::replace);
    finding.message = "The model takes this “" + sample.given + "” for “" + sample.predicted +
                      "” (" + std::to_string(std::lround(confidence * 100)) + " %).";
    findings.push_back(std::move(finding));
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.score < b.score; });
  return findings;
}

}  // namespace touchstone::analysis
