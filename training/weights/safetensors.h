#pragma once

#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace touchstone::training {

/// One array of a weight file: row-major values and their shape; a scalar has an empty shape.
struct TensorData {
  std::vector<std::int64_t> shape;
  std::variant<std::vector<float>, std::vector<std::int64_t>> values;
  bool operator==(const TensorData&) const = default;
};

/// The named arrays of a weight file and its notes.
struct WeightFile {
  std::map<std::string, TensorData> tensors;
  std::map<std::string, std::string> metadata;
  bool operator==(const WeightFile&) const = default;
};

/// Reads a safetensors file (https://github.com/huggingface/safetensors). Types F32, F16 and BF16
/// become float, I64 stays. Errors: not such a file, torn, offsets outside the data or overlapping,
/// sizes that do not fit the shapes, other types, more than 16 MB of header or 8 GB in all.
Result<WeightFile> readSafetensors(const std::filesystem::path& file);

/// How floats are written.
enum class Precision {
  Single,       ///< F32
  HalfMatrices  ///< F16 what has two dimensions or more; vectors, which sum up, as F32
};

/// Writes floats as `precision` says and integers as I64, atomically; tensors in order of their
/// names, so that equal weights give equal bytes.
Status writeSafetensors(const std::filesystem::path& file,
                        const WeightFile& weights,
                        Precision precision = Precision::Single);

}  // namespace touchstone::training
