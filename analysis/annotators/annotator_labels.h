#pragma once

#include "analysis/matrix.h"
#include "labeling/result.h"

#include <span>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// The classes that several annotators gave to the same items: one row an item, one column an
/// annotator.
struct AnnotatorLabels {
  static constexpr int none = -1;  ///< the annotator was not asked

  Matrix<int> given;  ///< class index or `none`
  std::vector<std::string> items;
  std::vector<std::string> annotators;
  std::vector<std::string> classes;
};

/// Checks labels that came from outside. Errors: no item at all, an item or an annotator without a
/// label, a label out of range.
Status checkAnnotatorLabels(const AnnotatorLabels& labels);

/// Checks that the probabilities fit the labels: one row an item, a column a class, each row a
/// distribution.
Status checkAnnotatorProbabilities(const AnnotatorLabels& labels,
                                   const ProbabilityMatrix& probabilities);

/// Returns how many labels each item has.
[[nodiscard]] std::vector<long> labelsPerItem(const Matrix<int>& given);

/// Returns the N×K votes.
[[nodiscard]] Matrix<double> votesOf(const Matrix<int>& given, std::size_t classes);

/// Returns for every item the share of its labels that are the consensus.
[[nodiscard]] std::vector<double> agreementWithConsensus(const Matrix<int>& given,
                                                         std::span<const int> consensus);

}  // namespace touchstone::analysis
