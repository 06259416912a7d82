#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// A dense row-major table of numbers: one row a sample, one column a feature or a class.
template <class Number>
struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<Number> values;

  Matrix() = default;
  Matrix(std::size_t rowCount, std::size_t columnCount, Number fill = Number{})
      : rows(rowCount), columns(columnCount), values(rowCount * columnCount, fill) {}

  [[nodiscard]] std::span<const Number> row(std::size_t i) const {
    return {values.data() + i * columns, columns};
  }
  [[nodiscard]] std::span<Number> row(std::size_t i) {
    return {values.data() + i * columns, columns};
  }
  [[nodiscard]] Number operator()(std::size_t i, std::size_t j) const {
    return values[i * columns + j];
  }
  [[nodiscard]] Number& operator()(std::size_t i, std::size_t j) { return values[i * columns + j]; }
  bool operator==(const Matrix&) const = default;
};

/// N×D features of N samples.
using FeatureMatrix = Matrix<float>;
/// N×K class probabilities of N samples; every row sums to 1.
using ProbabilityMatrix = Matrix<double>;

}  // namespace touchstone::analysis
