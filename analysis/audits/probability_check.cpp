#include "analysis/audits/probability_check.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <sstream>
#include <string>

namespace touchstone::analysis {
namespace {

Error refused(std::string message) {
  return {.kind = ErrorKind::BadInput, .file = {}, .message = std::move(message)};
}

std::string textOf(double number) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << number;
  return text.str();
}

}  // namespace

Status checkDistributions(const ProbabilityMatrix& probabilities) {
  constexpr double tolerance = 1e-3;
  for (std::size_t i = 0; i < probabilities.rows; ++i) {
    const auto row = probabilities.row(i);
    if (!std::all_of(row.begin(), row.end(), [](double p) { return p >= 0 && p <= 1; })) {
      return refused("The probabilities of sample " + std::to_string(i) +
                     " are not all numbers in [0, 1]: correct that row and try again.");
    }
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    if (std::abs(sum - 1) > tolerance) {
      return refused("The probabilities of sample " + std::to_string(i) + " sum to " + textOf(sum) +
                     ", not to 1: divide every row by its sum.");
    }
  }
  return Nothing{};
}

Status checkProbabilities(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  if (labels.empty()) {
    return refused(
        "There are no labels to check: give one label and one row of probabilities for each "
        "sample.");
  }
  if (labels.size() != probabilities.rows) {
    return refused("There are " + std::to_string(labels.size()) + " labels but " +
                   std::to_string(probabilities.rows) +
                   " rows of probabilities: give one row for each label, of the same samples.");
  }
  if (probabilities.columns < 2) {
    return refused("The probabilities have " + std::to_string(probabilities.columns) +
                   " columns: give one for each class, two at least.");
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0 || static_cast<std::size_t>(labels[i]) >= probabilities.columns) {
      return refused("Label " + std::to_string(labels[i]) + " of sample " + std::to_string(i) +
                     " has no column among the " + std::to_string(probabilities.columns) +
                     " of the probabilities: classes are counted from 0.");
    }
  }
  return checkDistributions(probabilities);
}

}  // namespace touchstone::analysis
