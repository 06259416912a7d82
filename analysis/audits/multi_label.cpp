#include "analysis/audits/multi_label.h"

#include "labeling/result.h"

#include <algorithm>

namespace touchstone::analysis {
namespace {

/// One class as a question with the answers no (0) and yes (1).
struct Question {
  std::vector<int> labels;
  ProbabilityMatrix probabilities;
};

Question questionOf(const Matrix<unsigned char>& given,
                    const Matrix<double>& probabilities,
                    std::size_t labelClass) {
  require(given.rows == probabilities.rows && given.columns == probabilities.columns,
          "one probability for each sample and class");
  Question question{std::vector<int>(given.rows), ProbabilityMatrix(given.rows, 2)};
  for (std::size_t i = 0; i < given.rows; ++i) {
    question.labels[i] = given(i, labelClass) != 0 ? 1 : 0;
    question.probabilities(i, 0) = 1 - probabilities(i, labelClass);
    question.probabilities(i, 1) = probabilities(i, labelClass);
  }
  return question;
}

}  // namespace

Matrix<unsigned char> findMultiLabelIssues(const Matrix<unsigned char>& given,
                                           const Matrix<double>& probabilities,
                                           IssueFilter filter) {
  Matrix<unsigned char> issues(given.rows, given.columns);
  for (std::size_t k = 0; k < given.columns; ++k) {
    const Question question = questionOf(given, probabilities, k);
    const auto marks = findLabelIssues(question.labels, question.probabilities, filter);
    for (std::size_t i = 0; i < given.rows; ++i) {
      issues(i, k) = marks[i] ? 1 : 0;
    }
  }
  return issues;
}

Matrix<double> multiLabelQuality(const Matrix<unsigned char>& given,
                                 const Matrix<double>& probabilities,
                                 QualityScore score) {
  Matrix<double> qualities(given.rows, given.columns);
  for (std::size_t k = 0; k < given.columns; ++k) {
    const Question question = questionOf(given, probabilities, k);
    const auto quality = labelQuality(question.labels, question.probabilities, score);
    for (std::size_t i = 0; i < given.rows; ++i) {
      qualities(i, k) = quality[i];
    }
  }
  return qualities;
}

std::vector<double> sampleQuality(const Matrix<double>& qualities) {
  constexpr double newest = 0.8;
  std::vector<double> averages(qualities.rows);
  for (std::size_t i = 0; i < qualities.rows; ++i) {
    const auto row = qualities.row(i);
    std::vector<double> sorted(row.begin(), row.end());
    std::sort(sorted.rbegin(), sorted.rend());
    double average = sorted.front();
    for (std::size_t k = 1; k < sorted.size(); ++k) {
      average = newest * sorted[k] + (1 - newest) * average;
    }
    averages[i] = average;
  }
  return averages;
}

}  // namespace touchstone::analysis
