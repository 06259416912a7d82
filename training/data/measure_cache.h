#pragma once

#include "analysis/images/picture_measures.h"
#include "labeling/result.h"

#include <filesystem>
#include <map>
#include <string>

namespace touchstone::training {

/// Measures of pictures on disk, each under the hash of the image file's content. The file is a
/// cache: a damaged one counts as empty.
class MeasureCache {
public:
  /// Reads the file, if there is one.
  explicit MeasureCache(std::filesystem::path file);

  /// Returns the measures of that content, or nullptr.
  [[nodiscard]] const analysis::PictureMeasures* find(const std::string& contentHash) const;
  void add(const std::string& contentHash, analysis::PictureMeasures measures);

  /// Writes what was added since, atomically.
  Status save();

private:
  std::filesystem::path file_;
  std::map<std::string, analysis::PictureMeasures> measures_;
  bool changed_ = false;
};

}  // namespace touchstone::training
