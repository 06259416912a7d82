#pragma once

#include "analysis/coverage/situation_measures.h"
#include "labeling/result.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace touchstone::training {

/// The situations of labelled things on disk, those of an image together under a key that stands
/// for its content and their shapes. The file is a cache: a damaged one counts as empty.
class SituationCache {
public:
  using Measured = std::vector<analysis::SituationMeasures>;

  /// Reads the file, if there is one.
  explicit SituationCache(std::filesystem::path file);

  /// Returns what was measured under that key, or nullptr.
  [[nodiscard]] const Measured* find(const std::string& key) const;
  void add(const std::string& key, Measured measured);

  /// Writes what has one of these keys, atomically, if anything was added: shapes change, and what
  /// was measured of former ones is of no use.
  Status save(const std::set<std::string>& wanted);

private:
  std::filesystem::path file_;
  std::map<std::string, Measured> measured_;
  bool changed_ = false;
};

}  // namespace touchstone::training
