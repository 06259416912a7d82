#pragma once

#include "analysis/images/picture_sketch.h"
#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <unordered_map>

namespace touchstone::training {

/// Sketches of pictures on disk, each under the hash of the image file's content. The file grows at
/// its end only, so what was done before a cancellation is kept. It is a cache: each sketch has a
/// hash of its own, and what follows a damaged one counts as missing.
class SketchCache {
public:
  /// Reads those sketches of the file, if there is one, whose content is wanted.
  SketchCache(std::filesystem::path file, const std::set<std::string>& wanted);

  /// Returns the sketch of that content, or nullptr.
  [[nodiscard]] const analysis::PictureSketch* find(const std::string& contentHash) const;
  /// Keeps the sketch here and writes it to the file.
  Status add(const std::string& contentHash, analysis::PictureSketch sketch);

private:
  std::filesystem::path file_;
  std::uint64_t end_ = 0;  ///< of what is sound in the file
  std::unordered_map<std::string, analysis::PictureSketch> sketches_;
};

}  // namespace touchstone::training
