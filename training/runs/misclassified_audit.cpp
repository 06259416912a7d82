#include "training/runs/misclassified_audit.h"

#include <algorithm>
#include <cmath>

namespace touchstone::training {

namespace {

/// Whether the evaluated label is still there with the class it had.
bool isCurrent(const labeling::Document& document,
               labeling::ImageId image,
               const analysis::EvaluatedSample& sample) {
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

std::vector<labeling::Finding> auditMisclassified(const labeling::Document& document,
                                                  const analysis::EvaluationReport& evaluation) {
  std::vector<labeling::Finding> findings;
  for (const auto& sample : evaluation.samples) {
    const auto image = document.findImage(sample.image);
    if (sample.given == sample.predicted || !image || !isCurrent(document, *image, sample)) {
      continue;
    }
    labeling::Finding finding;
    finding.kind = labeling::FindingKind::Misclassified;
    finding.image = *image;
    finding.annotation = sample.annotation;
    finding.given = sample.given;
    finding.suggested = sample.predicted;
    finding.score = std::clamp(1 - sample.confidence / 2, 0.5, 1.0);
    finding.message = "The model sees " + sample.predicted + " (" +
                      std::to_string(std::lround(sample.confidence * 100)) +
                      " % sure) where the label says " + sample.given + ".";
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace touchstone::training
