#pragma once

#include "analysis/matrix.h"

namespace touchstone::analysis {

/// How a window moves over a picture: `padding` zeros on every side, `stride` pixels a step.
struct WindowSteps {
  int padding = 0;
  int stride = 1;
};

/// Returns n_out = ⌊(n_in + 2p − k) / s⌋ + 1 (Dumoulin and Visin 2016); 0 when the window does not
/// fit once. Preconditions: all positive, padding not negative.
[[nodiscard]] int outputSize(int input, int kernel, const WindowSteps& steps);

/// Returns the cross-correlation that networks call convolution: each output is the sum of kernel
/// times window (the kernel is not flipped), zeros around the picture. H×W in, outputSize of both
/// out; empty when the kernel does not fit.
[[nodiscard]] Matrix<double> convolve(const Matrix<double>& picture,
                                      const Matrix<double>& kernel,
                                      const WindowSteps& steps);

/// Returns the largest value of each `size`×`size` window; padding never wins. Empty when the
/// window does not fit. Precondition: padding is at most half the size.
[[nodiscard]] Matrix<double> maxPool(const Matrix<double>& picture,
                                     int size,
                                     const WindowSteps& steps);

}  // namespace touchstone::analysis
