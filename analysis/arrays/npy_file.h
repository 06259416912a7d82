#pragma once

#include "analysis/matrix.h"
#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace touchstone::analysis {

/// NumPy's array files, format versions 1.0 to 3.0 (numpy.lib.format): little-endian, in C or
/// Fortran order.

/// Reads a one-dimensional array of any integer type. Errors name the file and what is wrong:
/// another type or shape, a torn file.
Result<std::vector<std::int64_t>> readIntegersNpy(const std::filesystem::path& file);

/// Reads a two-dimensional array of float32 or float64.
Result<Matrix<double>> readMatrixNpy(const std::filesystem::path& file);

/// Writes a two-dimensional float32 array, atomically.
Status writeMatrixNpy(const std::filesystem::path& file, const Matrix<float>& matrix);

}  // namespace touchstone::analysis
