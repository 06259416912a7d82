#pragma once

#include "analysis/explore/convolution.h"

#include <QImage>
#include <QString>

#include <variant>

namespace touchstone::ui {

/// What slides over the picture.
struct MaxPooling {
  int size = 2;
};
using SlidingWindow = std::variant<analysis::Matrix<double>, MaxPooling>;

/// Returns the side of the window in pixels.
[[nodiscard]] int sideOf(const SlidingWindow& window);

/// Applies the window to every colour channel. Kernels whose weights sum to zero answer with signed
/// values: zero becomes middle grey. A null image when the window does not fit.
[[nodiscard]] QImage applied(const QImage& picture,
                             const SlidingWindow& window,
                             const analysis::WindowSteps& steps);

/// Returns "⌊(500 + 2·1 − 3) / 2⌋ + 1 = 250".
[[nodiscard]] QString sizeFormula(int input, int kernel, const analysis::WindowSteps& steps);

}  // namespace touchstone::ui
