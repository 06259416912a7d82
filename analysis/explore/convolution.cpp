#include "analysis/explore/convolution.h"

#include "labeling/result.h"

#include <algorithm>
#include <limits>

namespace touchstone::analysis {

namespace {

/// The part of a window that lies on the picture: [from, to) counted from the window's start.
struct Overlap {
  int from = 0;
  int to = 0;
};

Overlap overlapOf(int start, int window, int picture) {
  return {std::max(0, -start), std::min(window, picture - start)};
}

/// Calls `valueOf(top, left, rows, columns)` for each position of a window and collects the values.
template <class ValueOf>
Matrix<double> slide(const Matrix<double>& picture,
                     int windowRows,
                     int windowColumns,
                     const WindowSteps& steps,
                     ValueOf valueOf) {
  const int height = static_cast<int>(picture.rows);
  const int width = static_cast<int>(picture.columns);
  const int rows = outputSize(height, windowRows, steps);
  const int columns = outputSize(width, windowColumns, steps);
  if (rows == 0 || columns == 0) {
    return {};
  }
  Matrix<double> result(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns));
  for (int i = 0; i < rows; ++i) {
    const int top = i * steps.stride - steps.padding;
    const Overlap down = overlapOf(top, windowRows, height);
    for (int j = 0; j < columns; ++j) {
      const int left = j * steps.stride - steps.padding;
      result(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) =
          valueOf(top, left, down, overlapOf(left, windowColumns, width));
    }
  }
  return result;
}

}  // namespace

int outputSize(int input, int kernel, const WindowSteps& steps) {
  require(input > 0 && kernel > 0 && steps.stride > 0 && steps.padding >= 0,
          "outputSize needs positive sizes");
  const int room = input + 2 * steps.padding - kernel;
  return room < 0 ? 0 : room / steps.stride + 1;
}

Matrix<double> convolve(const Matrix<double>& picture,
                        const Matrix<double>& kernel,
                        const WindowSteps& steps) {
  const auto weightedSum = [&](int top, int left, Overlap down, Overlap across) {
    double sum = 0;
    for (int r = down.from; r < down.to; ++r) {
      const auto pixels = picture.row(static_cast<std::size_t>(top + r));
      const auto weights = kernel.row(static_cast<std::size_t>(r));
      for (int c = across.from; c < across.to; ++c) {
        sum += pixels[static_cast<std::size_t>(left + c)] * weights[static_cast<std::size_t>(c)];
      }
    }
    return sum;
  };
  return slide(picture, static_cast<int>(kernel.rows), static_cast<int>(kernel.columns), steps,
               weightedSum);
}

Matrix<double> maxPool(const Matrix<double>& picture, int size, const WindowSteps& steps) {
  require(2 * steps.padding <= size, "padding is at most half the window");
  const auto largest = [&](int top, int left, Overlap down, Overlap across) {
    double best = -std::numeric_limits<double>::infinity();
    for (int r = down.from; r < down.to; ++r) {
      const auto pixels = picture.row(static_cast<std::size_t>(top + r));
      for (int c = across.from; c < across.to; ++c) {
        best = std::max(best, pixels[static_cast<std::size_t>(left + c)]);
      }
    }
    return best;
  };
  return slide(picture, size, size, steps, largest);
}

}  // namespace touchstone::analysis
