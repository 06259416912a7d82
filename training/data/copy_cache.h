#pragma once

#include "analysis/images/picture_copies.h"
#include "labeling/result.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace touchstone::training {

/// The copies among a set of pictures, on disk: of the set that was searched last, under a hash of
/// its contents. The file is a cache: a damaged one counts as missing.
class CopyCache {
public:
  explicit CopyCache(std::filesystem::path file) : file_(std::move(file)) {}

  /// Returns the copies among that set, or nothing when another one was searched last.
  [[nodiscard]] std::optional<std::vector<analysis::PictureCopy>> find(
      const std::string& pictures) const;
  /// Keeps the copies of a set in place of those of the last one.
  Status keep(const std::string& pictures, std::span<const analysis::PictureCopy> copies) const;

private:
  std::filesystem::path file_;
};

}  // namespace touchstone::training
