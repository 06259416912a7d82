#include "analysis/annotators/majority_vote.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace touchstone::analysis {
namespace {

using Classes = std::vector<std::size_t>;

constexpr int undecided = -1;

/// Keeps the classes of largest `value`.
template <class Value>
void keepLargest(Classes& classes, Value value) {
  double largest = -std::numeric_limits<double>::infinity();
  for (const std::size_t k : classes) {
    largest = std::max(largest, value(k));
  }
  std::erase_if(classes, [&](std::size_t k) { return value(k) < largest; });
}

/// Returns how often each annotator gave the class that was decided, over the decided items; the
/// average of the others for an annotator who labelled none of these.
std::vector<double> agreementOfAnnotators(const Matrix<int>& given,
                                          const std::vector<int>& decided) {
  std::vector<double> agreement(given.columns);
  std::vector<bool> known(given.columns);
  double sum = 0;
  double knownCount = 0;
  for (std::size_t j = 0; j < given.columns; ++j) {
    double labels = 0;
    double equal = 0;
    for (std::size_t i = 0; i < given.rows; ++i) {
      if (decided[i] != undecided && given(i, j) != AnnotatorLabels::none) {
        labels += 1;
        equal += given(i, j) == decided[i] ? 1 : 0;
      }
    }
    known[j] = labels > 0;
    agreement[j] = known[j] ? equal / labels : 0;
    sum += agreement[j];
    knownCount += known[j] ? 1 : 0;
  }
  for (std::size_t j = 0; j < given.columns; ++j) {
    agreement[j] = known[j] || knownCount == 0 ? agreement[j] : sum / knownCount;
  }
  return agreement;
}

double meanAgreementOfVoters(std::span<const int> row,
                             std::size_t k,
                             const std::vector<double>& agreement) {
  double sum = 0;
  double voters = 0;
  for (std::size_t j = 0; j < row.size(); ++j) {
    if (row[j] == static_cast<int>(k)) {
      sum += agreement[j];
      voters += 1;
    }
  }
  return sum / voters;
}

}  // namespace

std::vector<int> majorityVote(const AnnotatorLabels& labels,
                              const ProbabilityMatrix* probabilities) {
  const std::size_t classes =
      probabilities != nullptr ? probabilities->columns : labels.classes.size();
  const Matrix<double> votes = votesOf(labels.given, classes);
  std::vector<double> total(classes);
  for (std::size_t i = 0; i < votes.rows; ++i) {
    std::transform(total.begin(), total.end(), votes.row(i).begin(), total.begin(), std::plus<>());
  }
  std::vector<int> decided(votes.rows, undecided);
  std::vector<int> clear(votes.rows, undecided);  // those that more voted for than for any other
  std::vector<Classes> tied(votes.rows);
  for (std::size_t i = 0; i < votes.rows; ++i) {
    Classes left(classes);
    std::iota(left.begin(), left.end(), std::size_t{0});
    keepLargest(left, [&](std::size_t k) { return votes(i, k); });
    if (left.size() == 1) {
      clear[i] = static_cast<int>(left.front());
    }
    if (probabilities != nullptr) {
      keepLargest(left, [&](std::size_t k) { return (*probabilities)(i, k); });
    }
    keepLargest(left, [&](std::size_t k) { return -total[k]; });
    if (left.size() == 1) {
      decided[i] = static_cast<int>(left.front());
    }
    tied[i] = std::move(left);
  }
  const auto agreement = agreementOfAnnotators(labels.given, clear);
  for (std::size_t i = 0; i < votes.rows; ++i) {
    if (decided[i] == undecided) {
      keepLargest(tied[i], [&](std::size_t k) {
        return meanAgreementOfVoters(labels.given.row(i), k, agreement);
      });
      decided[i] = static_cast<int>(tied[i].front());
    }
  }
  return decided;
}

}  // namespace touchstone::analysis
