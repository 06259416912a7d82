#include "analysis/annotators/annotator_labels.h"

#include "analysis/audits/probability_check.h"

#include <algorithm>

namespace touchstone::analysis {
namespace {

Error badInput(std::string message) {
  return {.kind = ErrorKind::BadInput, .file = {}, .message = std::move(message)};
}

std::string quoted(const std::string& name) {
  return "“" + name + "”";
}

}  // namespace

Status checkAnnotatorLabels(const AnnotatorLabels& labels) {
  const Matrix<int>& given = labels.given;
  if (given.rows == 0 || given.columns == 0) {
    return badInput("There are no labels: give one row an item and one column an annotator.");
  }
  const auto classes = static_cast<int>(labels.classes.size());
  std::vector<bool> used(given.columns);
  for (std::size_t i = 0; i < given.rows; ++i) {
    bool labelled = false;
    for (std::size_t j = 0; j < given.columns; ++j) {
      const int label = given(i, j);
      if (label != AnnotatorLabels::none && (label < 0 || label >= classes)) {
        return badInput("Item " + quoted(labels.items[i]) + " has the label " +
                        std::to_string(label) + ", but there are only " + std::to_string(classes) +
                        " classes, counted from 0.");
      }
      labelled = labelled || label != AnnotatorLabels::none;
      used[j] = used[j] || label != AnnotatorLabels::none;
    }
    if (!labelled) {
      return badInput("Item " + quoted(labels.items[i]) +
                      " has no label of any annotator: leave it out.");
    }
  }
  const auto idle = std::find(used.begin(), used.end(), false);
  if (idle != used.end()) {
    return badInput("Annotator " +
                    quoted(labels.annotators[static_cast<std::size_t>(idle - used.begin())]) +
                    " labelled nothing: leave that column out.");
  }
  return Nothing{};
}

Status checkAnnotatorProbabilities(const AnnotatorLabels& labels,
                                   const ProbabilityMatrix& probabilities) {
  if (probabilities.rows != labels.given.rows) {
    return badInput("There are " + std::to_string(labels.given.rows) + " labelled items but " +
                    std::to_string(probabilities.rows) +
                    " rows of probabilities: give one row for each item, in the same order.");
  }
  if (probabilities.columns < labels.classes.size()) {
    return badInput("The labels have " + std::to_string(labels.classes.size()) +
                    " classes, but the probabilities only " +
                    std::to_string(probabilities.columns) +
                    " columns: give one column for each class.");
  }
  return checkDistributions(probabilities);
}

std::vector<long> labelsPerItem(const Matrix<int>& given) {
  std::vector<long> counts(given.rows);
  for (std::size_t i = 0; i < given.rows; ++i) {
    const auto row = given.row(i);
    counts[i] =
        static_cast<long>(row.size()) - std::count(row.begin(), row.end(), AnnotatorLabels::none);
  }
  return counts;
}

Matrix<double> votesOf(const Matrix<int>& given, std::size_t classes) {
  Matrix<double> votes(given.rows, classes);
  for (std::size_t i = 0; i < given.rows; ++i) {
    for (const int label : given.row(i)) {
      if (label != AnnotatorLabels::none) {
        votes(i, static_cast<std::size_t>(label)) += 1;
      }
    }
  }
  return votes;
}

std::vector<double> agreementWithConsensus(const Matrix<int>& given,
                                           std::span<const int> consensus) {
  const auto counts = labelsPerItem(given);
  std::vector<double> agreement(given.rows);
  for (std::size_t i = 0; i < given.rows; ++i) {
    const auto row = given.row(i);
    agreement[i] = static_cast<double>(std::count(row.begin(), row.end(), consensus[i])) /
                   static_cast<double>(counts[i]);
  }
  return agreement;
}

}  // namespace touchstone::analysis
