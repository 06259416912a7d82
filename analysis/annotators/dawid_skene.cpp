#include "analysis/annotators/dawid_skene.h"

#include <algorithm>
#include <cmath>

namespace touchstone::analysis {
namespace {

constexpr double smallestPrior = 1e-300;

/// Divides every row by its sum.
void normaliseRows(Matrix<double>& matrix) {
  for (std::size_t i = 0; i < matrix.rows; ++i) {
    double sum = 0;
    for (const double value : matrix.row(i)) {
      sum += value;
    }
    for (double& value : matrix.row(i)) {
      value /= sum;
    }
  }
}

/// The maximisation step: what each annotator gives for each true class, and the classes' shares.
void estimateAnnotators(const Matrix<int>& given, double smoothing, DawidSkeneResult& result) {
  const std::size_t classes = result.posterior.columns;
  result.confusion.assign(given.columns, Matrix<double>(classes, classes, smoothing));
  result.prior.assign(classes, 0);
  for (std::size_t i = 0; i < given.rows; ++i) {
    const auto posterior = result.posterior.row(i);
    for (std::size_t j = 0; j < given.columns; ++j) {
      if (given(i, j) == AnnotatorLabels::none) {
        continue;
      }
      const auto label = static_cast<std::size_t>(given(i, j));
      for (std::size_t k = 0; k < classes; ++k) {
        result.confusion[j](k, label) += posterior[k];
      }
    }
    for (std::size_t k = 0; k < classes; ++k) {
      result.prior[k] += posterior[k] / static_cast<double>(given.rows);
    }
  }
  for (Matrix<double>& confusion : result.confusion) {
    normaliseRows(confusion);
  }
}

/// The expectation step; returns the largest change of a posterior.
double estimateItems(const Matrix<int>& given, DawidSkeneResult& result) {
  const std::size_t classes = result.posterior.columns;
  std::vector<Matrix<double>> logarithms = result.confusion;
  for (Matrix<double>& table : logarithms) {
    for (double& value : table.values) {
      value = std::log(value);
    }
  }
  double change = 0;
  std::vector<double> row(classes);
  for (std::size_t i = 0; i < given.rows; ++i) {
    for (std::size_t k = 0; k < classes; ++k) {
      row[k] = std::log(std::max(result.prior[k], smallestPrior));
    }
    for (std::size_t j = 0; j < given.columns; ++j) {
      if (given(i, j) != AnnotatorLabels::none) {
        for (std::size_t k = 0; k < classes; ++k) {
          row[k] += logarithms[j](k, static_cast<std::size_t>(given(i, j)));
        }
      }
    }
    const double largest = *std::max_element(row.begin(), row.end());
    double sum = 0;
    for (double& value : row) {
      value = std::exp(value - largest);
      sum += value;
    }
    for (std::size_t k = 0; k < classes; ++k) {
      change = std::max(change, std::abs(row[k] / sum - result.posterior(i, k)));
      result.posterior(i, k) = row[k] / sum;
    }
  }
  return change;
}

}  // namespace

Result<DawidSkeneResult> dawidSkene(const AnnotatorLabels& labels,
                                    const DawidSkeneOptions& options,
                                    const std::stop_token& stop) {
  DawidSkeneResult result;
  result.posterior = votesOf(labels.given, labels.classes.size());
  normaliseRows(result.posterior);
  double change = 1;
  while (result.rounds < options.rounds && change >= options.tolerance) {
    if (stop.stop_requested()) {
      return Error{.kind = ErrorKind::Cancelled, .file = {}, .message = "Cancelled."};
    }
    estimateAnnotators(labels.given, options.smoothing, result);
    change = estimateItems(labels.given, result);
    result.rounds += 1;
  }
  return result;
}

std::vector<double> annotatorAccuracy(const DawidSkeneResult& result) {
  std::vector<double> accuracy;
  for (const Matrix<double>& confusion : result.confusion) {
    double sum = 0;
    for (std::size_t k = 0; k < result.prior.size(); ++k) {
      sum += result.prior[k] * confusion(k, k);
    }
    accuracy.push_back(sum);
  }
  return accuracy;
}

}  // namespace touchstone::analysis
