#include "ui/explore/window_filter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace touchstone::ui {

namespace {

using analysis::Matrix;
using Planes = std::array<Matrix<double>, 3>;

constexpr double middleGrey = 128;

Planes planesOf(const QImage& source) {
  const QImage picture = source.convertToFormat(QImage::Format_RGB32);
  const auto rows = static_cast<std::size_t>(picture.height());
  const auto columns = static_cast<std::size_t>(picture.width());
  Planes planes{Matrix<double>(rows, columns), Matrix<double>(rows, columns),
                Matrix<double>(rows, columns)};
  for (std::size_t row = 0; row < rows; ++row) {
    const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(static_cast<int>(row)));
    for (std::size_t column = 0; column < columns; ++column) {
      planes[0](row, column) = qRed(line[column]);
      planes[1](row, column) = qGreen(line[column]);
      planes[2](row, column) = qBlue(line[column]);
    }
  }
  return planes;
}

QImage imageOf(const Planes& planes, double offset) {
  const std::size_t rows = planes[0].rows;
  const std::size_t columns = planes[0].columns;
  QImage picture(static_cast<int>(columns), static_cast<int>(rows), QImage::Format_RGB32);
  const auto level = [&](const Matrix<double>& plane, std::size_t row, std::size_t column) {
    return static_cast<int>(std::lround(std::clamp(plane(row, column) + offset, 0.0, 255.0)));
  };
  for (std::size_t row = 0; row < rows; ++row) {
    auto* line = reinterpret_cast<QRgb*>(picture.scanLine(static_cast<int>(row)));
    for (std::size_t column = 0; column < columns; ++column) {
      line[column] = qRgb(level(planes[0], row, column), level(planes[1], row, column),
                          level(planes[2], row, column));
    }
  }
  return picture;
}

/// Whether the kernel answers with zero where the picture is even.
bool isSigned(const SlidingWindow& window) {
  const auto* kernel = std::get_if<Matrix<double>>(&window);
  return kernel != nullptr &&
         std::abs(std::accumulate(kernel->values.begin(), kernel->values.end(), 0.0)) < 1e-6;
}

}  // namespace

int sideOf(const SlidingWindow& window) {
  const auto* kernel = std::get_if<Matrix<double>>(&window);
  return kernel != nullptr ? static_cast<int>(kernel->rows) : std::get<MaxPooling>(window).size;
}

QImage applied(const QImage& picture,
               const SlidingWindow& window,
               const analysis::WindowSteps& steps) {
  if (picture.isNull() || analysis::outputSize(picture.width(), sideOf(window), steps) == 0 ||
      analysis::outputSize(picture.height(), sideOf(window), steps) == 0) {
    return {};
  }
  Planes planes = planesOf(picture);
  for (Matrix<double>& plane : planes) {
    const auto* kernel = std::get_if<Matrix<double>>(&window);
    plane = kernel != nullptr ? analysis::convolve(plane, *kernel, steps)
                              : analysis::maxPool(plane, sideOf(window), steps);
  }
  return imageOf(planes, isSigned(window) ? middleGrey : 0);
}

QString sizeFormula(int input, int kernel, const analysis::WindowSteps& steps) {
  return QStringLiteral("⌊(%1 + 2·%2 − %3) / %4⌋ + 1 = %5")
      .arg(input)
      .arg(steps.padding)
      .arg(kernel)
      .arg(steps.stride)
      .arg(analysis::outputSize(input, kernel, steps));
}

}  // namespace touchstone::ui
