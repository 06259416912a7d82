#pragma once

#include "labeling/result.h"

#include <filesystem>
#include <string>

namespace touchstone::labeling {

/// Where the store of a project is.
struct StorePlace {
  std::filesystem::path folder;
  bool isWritable = true;
  bool isInDataFolder = false;  ///< because the project's folder cannot be written to
  bool isNew = false;           ///< no store is there yet

  [[nodiscard]] std::filesystem::path file() const { return folder / "project.sqlite"; }
};

/// Returns the place of the store of `project`: where one is, or else where one can be made. Makes
/// no folder.
[[nodiscard]] StorePlace findStorePlace(const std::filesystem::path& project);

/// Returns the folder of a run without opening the project, which takes long when it is large.
[[nodiscard]] std::filesystem::path findRunFolder(const std::filesystem::path& project,
                                                  const std::string& run);

/// Makes the store's folder, under the user's data directory when `place` turns out not to be
/// writable, and corrects `place`.
Status makeStoreFolder(const std::filesystem::path& project, StorePlace& place);

}  // namespace touchstone::labeling
