#include "ui/explore/kernel.h"

#include <QCoreApplication>

namespace touchstone::ui {

namespace {

QString text(const char* source) {
  return QCoreApplication::translate("Kernel", source);
}

analysis::Matrix<double> square(std::vector<double> values) {
  analysis::Matrix<double> weights(3, 3);
  weights.values = std::move(values);
  return weights;
}

}  // namespace

std::vector<KernelPreset> kernelPresets() {
  constexpr double ninth = 1.0 / 9;
  return {
      {text("Identity"), text("Keeps the picture as it is."), square({0, 0, 0, 0, 1, 0, 0, 0, 0})},
      {text("Blur"), text("Takes the mean of nine pixels: noise and detail vanish."),
       square(std::vector<double>(9, ninth))},
      {text("Sharpen"), text("Raises a pixel over its neighbours: edges stand out."),
       square({0, -1, 0, -1, 5, -1, 0, -1, 0})},
      {text("Sobel, across"), text("Right minus left: answers to upright edges."),
       square({-1, 0, 1, -2, 0, 2, -1, 0, 1})},
      {text("Sobel, down"), text("Below minus above: answers to level edges."),
       square({-1, -2, -1, 0, 0, 0, 1, 2, 1})},
      {text("Laplacian"), text("The neighbours minus the pixel: edges of every direction."),
       square({0, 1, 0, 1, -4, 1, 0, 1, 0})},
      {text("Emboss"), text("Light from the top left: edges look raised."),
       square({-2, -1, 0, -1, 1, 1, 0, 1, 2})}};
}

analysis::Matrix<double> resizedKernel(const analysis::Matrix<double>& kernel, int side) {
  const auto size = static_cast<std::size_t>(side);
  analysis::Matrix<double> resized(size, size);
  const int shift = (side - static_cast<int>(kernel.rows)) / 2;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const int fromRow = row - shift;
      const int fromColumn = column - shift;
      if (fromRow >= 0 && fromColumn >= 0 && fromRow < static_cast<int>(kernel.rows) &&
          fromColumn < static_cast<int>(kernel.columns)) {
        resized(static_cast<std::size_t>(row), static_cast<std::size_t>(column)) =
            kernel(static_cast<std::size_t>(fromRow), static_cast<std::size_t>(fromColumn));
      }
    }
  }
  return resized;
}

}  // namespace touchstone::ui
