#include "analysis/report/evaluation_comparison.h"

#include <algorithm>
#include <utility>

namespace touchstone::analysis {

namespace {

/// A label: an object of an image, or the class of a whole one.
using LabelKey = std::pair<std::string, labeling::AnnotationId>;

std::map<LabelKey, const EvaluatedSample*> labelsOf(const EvaluationReport& report) {
  std::map<LabelKey, const EvaluatedSample*> labels;
  for (const EvaluatedSample& sample : report.samples) {
    if (!sample.given.empty()) {
      labels.emplace(LabelKey{sample.image, sample.annotation.value_or(0)}, &sample);
    }
  }
  return labels;
}

/// Adds the counts of a report, times `factor`, to the matrix of those classes.
void addCounts(const EvaluationReport& report,
               long factor,
               const std::vector<std::string>& classes,
               Matrix<long>& sum) {
  const Matrix<long>& counts = report.metrics.confusion;
  const auto placeOf = [&](std::size_t position) {
    const auto found = std::find(classes.begin(), classes.end(), classAt(report, position));
    return static_cast<std::size_t>(found - classes.begin());  // behind all of them: nothing
  };
  for (std::size_t row = 0; row < counts.rows; ++row) {
    for (std::size_t column = 0; column < counts.columns; ++column) {
      sum(placeOf(row), placeOf(column)) += factor * counts(row, column);
    }
  }
}

bool isRight(const EvaluatedSample& sample) {
  return sample.given == sample.predicted;
}

Error notComparable(const std::string& why) {
  return {ErrorKind::BadInput, {}, "These rounds cannot be compared: " + why};
}

}  // namespace

Result<EvaluationComparison> compareEvaluations(const EvaluationReport& before,
                                                const EvaluationReport& now) {
  if (before.split != now.split) {
    return notComparable("one was measured on the split " + before.split + ", the other on " +
                         now.split + ".");
  }
  if (before.detection.has_value() != now.detection.has_value() ||
      before.samples.empty() != now.samples.empty()) {
    return notComparable("their models do different things.");
  }
  EvaluationComparison comparison;
  comparison.classes = now.classes;
  for (const std::string& name : before.classes) {
    if (std::find(now.classes.begin(), now.classes.end(), name) == now.classes.end()) {
      comparison.classes.push_back(name);
    }
  }
  const std::size_t size = comparison.classes.size() + (now.detection ? 1 : 0);
  comparison.difference = Matrix<long>(size, size);
  addCounts(now, 1, comparison.classes, comparison.difference);
  addCounts(before, -1, comparison.classes, comparison.difference);
  const auto earlier = labelsOf(before);
  for (const auto& [label, sample] : labelsOf(now)) {
    const auto found = earlier.find(label);
    if (found != earlier.end() && isRight(*found->second) != isRight(*sample)) {
      (isRight(*sample) ? comparison.mended : comparison.broken).push_back(*sample);
    }
  }
  return comparison;
}

}  // namespace touchstone::analysis
