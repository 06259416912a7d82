#pragma once

#include "analysis/audits/confident_learning.h"

#include <span>
#include <vector>

namespace touchstone::analysis {

/// Labels of samples that may have several classes or none: N×K, 1 where the class was given; with
/// the probability of each class by itself, whose rows need not sum to 1. Every class is one
/// question with the answers no and yes (cleanlab 2.9, multilabel_classification).

/// Returns for every sample and class whether giving it or not is marked as an error: N×K.
[[nodiscard]] Matrix<unsigned char> findMultiLabelIssues(const Matrix<unsigned char>& given,
                                                         const Matrix<double>& probabilities,
                                                         IssueFilter filter);

/// Returns the quality of every answer: N×K.
[[nodiscard]] Matrix<double> multiLabelQuality(const Matrix<unsigned char>& given,
                                               const Matrix<double>& probabilities,
                                               QualityScore score);

/// Returns one quality a sample: the exponential moving average (0.8) of its answers' qualities,
/// best first, so that the worst one weighs most.
[[nodiscard]] std::vector<double> sampleQuality(const Matrix<double>& qualities);

}  // namespace touchstone::analysis
