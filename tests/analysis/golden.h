#pragma once

#include "analysis/matrix.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <vector>

/// Returns tests/golden/analysis/NAME.json.
inline nlohmann::json readGolden(const QString& name) {
  std::ifstream file(QString("%1/analysis/%2.json").arg(GOLDEN_FOLDER, name).toStdString());
  return nlohmann::json::parse(file);
}

/// Returns a list of lists as a matrix.
template <class Number>
touchstone::analysis::Matrix<Number> matrixOf(const nlohmann::json& rows) {
  touchstone::analysis::Matrix<Number> matrix(rows.size(), rows.at(0).size());
  for (std::size_t i = 0; i < matrix.rows; ++i) {
    for (std::size_t j = 0; j < matrix.columns; ++j) {
      matrix(i, j) = rows[i][j].get<Number>();
    }
  }
  return matrix;
}

inline void compareNumbers(const std::vector<double>& actual,
                           const nlohmann::json& expected,
                           double tolerance) {
  QCOMPARE(actual.size(), expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double wanted = expected[i].get<double>();
    QVERIFY2(std::abs(actual[i] - wanted) <= tolerance,
             qPrintable(QString("index %1: %2, not %3").arg(i).arg(actual[i]).arg(wanted)));
  }
}

inline void compareMatrices(const touchstone::analysis::Matrix<double>& actual,
                            const nlohmann::json& expected,
                            double tolerance) {
  compareNumbers(actual.values, matrixOf<double>(expected).values, tolerance);
}
