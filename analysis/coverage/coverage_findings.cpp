#include "analysis/coverage/coverage_findings.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace touchstone::analysis {

namespace {

using labeling::Finding;
using nlohmann::ordered_json;

constexpr std::size_t mostFindings = 30;

std::string evidenceOf(const CoverageIssue& issue, const labeling::Document& document) {
  ordered_json examples = ordered_json::array();
  for (const CoverageExample& example : issue.examples) {
    if (const auto* image = document.image(example.image)) {
      examples.push_back(image->path);
    }
  }
  const bool gap = issue.kind == CoverageIssueKind::Gap;
  ordered_json evidence{{"missing", gap ? "samples" : "accuracy"},
                        {"situation", nameOf(issue.situation)},
                        {"bin", issue.bin},
                        {"class", issue.labelClass},
                        {"count", issue.samples},
                        {"images", issue.images},
                        {"expected", issue.expected}};
  if (issue.errors) {
    evidence["rate"] = issue.errors->share;
    evidence["low"] = issue.errors->low;
    evidence["high"] = issue.errors->high;
    evidence["usual"] = issue.usualErrors;
  }
  evidence["examples"] = std::move(examples);
  evidence["advice"] = issue.advice;
  return evidence.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

/// Returns an example of the class, or of the bin when it is about all classes.
std::optional<CoverageExample> shownExample(const CoverageIssue& issue,
                                            std::span<const CoverageSample> samples,
                                            std::span<const std::string> classNames) {
  // What a gap lacks is shown by other classes, but the question is about this one.
  if (!issue.examples.empty() && (issue.samples > 0 || issue.labelClass.empty())) {
    return issue.examples.front();
  }
  const auto found =
      std::find_if(samples.begin(), samples.end(), [&](const CoverageSample& sample) {
        return classNames[static_cast<std::size_t>(sample.labelClass)] == issue.labelClass;
      });
  return found == samples.end() ? std::nullopt
                                : std::optional(CoverageExample{found->image, found->annotation});
}

/// Returns 0.5 for what is entirely missing or always wrong, 1 for what is as usual.
double scoreOf(const CoverageIssue& issue) {
  const double usual = issue.kind == CoverageIssueKind::Gap
                           ? issue.images / std::max(issue.expected, 1.0)
                           : issue.usualErrors / std::max(issue.errors->share, 1e-9);
  return (1 + std::clamp(usual, 0.0, 1.0)) / 2;
}

}  // namespace

std::vector<Finding> coverageFindings(const Coverage& coverage,
                                      std::span<const CoverageSample> samples,
                                      const labeling::Document& document,
                                      std::span<const std::string> classNames) {
  std::vector<Finding> findings;
  for (const CoverageIssue& issue : coverage.issues) {
    const auto example = issue.kind == CoverageIssueKind::Absent
                             ? std::nullopt
                             : shownExample(issue, samples, classNames);
    if (!example) {
      continue;
    }
    Finding finding;
    finding.kind = labeling::FindingKind::CoverageGap;
    finding.image = example->image;
    finding.annotation = example->annotation;
    finding.given = issue.labelClass;
    finding.score = scoreOf(issue);
    finding.evidence = evidenceOf(issue, document);
    finding.message = issue.message + " " + issue.advice;
    findings.push_back(std::move(finding));
  }
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.score < b.score; });
  findings.resize(std::min(findings.size(), mostFindings));
  return findings;
}

}  // namespace touchstone::analysis
