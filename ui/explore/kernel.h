#pragma once

#include "analysis/matrix.h"

#include <QString>

#include <vector>

namespace touchstone::ui {

/// A filter kernel that every textbook shows.
struct KernelPreset {
  QString name;
  QString about;  ///< what it does, in a sentence
  analysis::Matrix<double> weights;
};

/// Identity, blur, sharpen, Sobel across and down, Laplacian, emboss.
[[nodiscard]] std::vector<KernelPreset> kernelPresets();

/// Returns the kernel with the same centre, grown by zeros or cut to `side`×`side`.
[[nodiscard]] analysis::Matrix<double> resizedKernel(const analysis::Matrix<double>& kernel,
                                                     int side);

}  // namespace touchstone::ui
