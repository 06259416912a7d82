#include "training/baselines/class_scores.h"

namespace touchstone::training {

TensorData arrayOf(const analysis::FeatureMatrix& matrix) {
  return {{static_cast<std::int64_t>(matrix.rows), static_cast<std::int64_t>(matrix.columns)},
          matrix.values};
}

std::optional<analysis::FeatureMatrix> matrixOf(const WeightFile& file,
                                                const std::string& name,
                                                std::size_t columns) {
  const auto entry = file.tensors.find(name);
  if (entry == file.tensors.end()) {
    return std::nullopt;
  }
  const auto& shape = entry->second.shape;
  const auto* values = std::get_if<std::vector<float>>(&entry->second.values);
  if (values == nullptr || shape.size() != 2 || shape[1] != static_cast<std::int64_t>(columns)) {
    return std::nullopt;
  }
  analysis::FeatureMatrix matrix;
  matrix.rows = static_cast<std::size_t>(shape[0]);
  matrix.columns = columns;
  matrix.values = *values;
  return matrix;
}

}  // namespace touchstone::training
