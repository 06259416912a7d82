#pragma once

#include "labeling/result.h"

#include <filesystem>

namespace touchstone::labeling {

/// A folder that a program fills. Its end tidies up what was written unless keep() was called: a
/// folder that was there stays, empty as it was.
class NewFolder {
public:
  explicit NewFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~NewFolder();
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  /// Makes the folder. Errors: it is a file, is not empty, or cannot be made.
  Status make();
  void keep() { ours_ = false; }

private:
  std::filesystem::path folder_;
  bool existed_ = false;
  bool ours_ = false;
};

}  // namespace touchstone::labeling
