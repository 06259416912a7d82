#pragma once

#include "labeling/progress.h"
#include "labeling/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Returns the files below `root`, relative to it with '/' between folders, sorted by name. Hidden
/// entries are left out, links to folders are not followed, and links to files that lie outside
/// `root` are left out.
Result<std::vector<std::string>> filesBelow(const std::filesystem::path& root,
                                            const WorkContext& work);

/// Returns `name`, as a label file gives it, as a clean relative path with '/' (back slashes
/// accepted); nothing when it is empty, absolute or leads out of its folder.
[[nodiscard]] std::optional<std::string> safeRelativePath(std::string_view name);

/// Returns `file` relative to `folder` with '/', when it lies in it, links resolved.
[[nodiscard]] std::optional<std::string> pathWithin(const std::filesystem::path& file,
                                                    const std::filesystem::path& folder);

/// Return parts of a relative path with '/': "a/b.c.jpg" has the folder "a", the name "b.c.jpg" and
/// the stem "b.c".
[[nodiscard]] std::string_view folderOf(std::string_view path);
[[nodiscard]] std::string_view fileNameOf(std::string_view path);
[[nodiscard]] std::string_view stemOf(std::string_view path);
/// Joins with '/', leaving out an empty folder.
[[nodiscard]] std::string joined(std::string_view folder, std::string_view name);

}  // namespace touchstone::labeling
