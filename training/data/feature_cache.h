#pragma once

#include "analysis/matrix.h"
#include "labeling/result.h"

#include <filesystem>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace touchstone::training {

/// Feature vectors on disk, each under a key that says what it was computed from: one file per
/// network and picture size. The file is a cache: a damaged one counts as empty.
class FeatureCache {
public:
  /// Opens `folder`/`name`.f32; `columns` is the length of a vector.
  FeatureCache(const std::filesystem::path& folder, const std::string& name, std::size_t columns);

  /// Returns the vector of that key, or an empty span.
  [[nodiscard]] std::span<const float> find(const std::string& key) const;
  void add(const std::string& key, std::span<const float> vector);

  /// Writes what was added since, atomically.
  Status save();

private:
  bool load();

  std::filesystem::path file_;
  std::size_t columns_;
  std::unordered_map<std::string, std::size_t> rowOfKey_;
  std::vector<std::string> keys_;
  std::vector<float> values_;
  bool changed_ = false;
};

}  // namespace touchstone::training
