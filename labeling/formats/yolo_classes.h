#pragma once

#include "labeling/result.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Limits beyond which a class list is refused with a sentence that names the limit.
struct YoloClassLimits {
  std::size_t fileBytes = 16'000'000;
  std::size_t names = 100'000;
  std::size_t nameLength = 4096;
};

/// The classes of YOLO labels: their names by id. Ids are never given to another name.
struct YoloClasses {
  std::vector<std::string> names;  ///< empty where a list has a blank line
  bool operator==(const YoloClasses&) const = default;

  /// Returns the name; "class 7" for an id that has none.
  [[nodiscard]] std::string nameOf(int id) const;
  /// Returns the first id of the name, or what "class 7" stands for.
  [[nodiscard]] std::optional<int> idOf(std::string_view name) const;
  /// Returns the names to append so that every one of `wanted` has an id: those that are missing,
  /// in that order, after "class 3", "class 4", … for ids that are in use without a name.
  [[nodiscard]] std::vector<std::string> missingOf(const std::vector<std::string>& wanted) const;
};

/// Returns the number N of a stand-in name "class N".
[[nodiscard]] std::optional<int> numberOfStandIn(std::string_view name);

/// What a class list says, and one sentence for each oddity.
struct YoloClassText {
  YoloClasses classes;
  bool isLatin1 = false;
  std::vector<std::string> problems;
};

/// Reads `classes.txt` or `obj.names`: a name a line, the first has the id 0; a blank line keeps
/// its id. A byte order mark and CRLF are accepted, text that is not UTF-8 is read as Latin-1.
/// Errors: a limit; `file` is named.
Result<YoloClassText> readYoloClassLines(std::string_view text,
                                         const std::filesystem::path& file,
                                         const YoloClassLimits& limits = {});

/// Returns the list with `names` at its end and every other byte as it was, but for blank lines at
/// the end. Errors: a name that the list's Latin-1 cannot hold, or one with a line break.
Result<std::string> appendedToClassLines(std::string_view text,
                                         const std::vector<std::string>& names,
                                         const std::filesystem::path& file);

}  // namespace touchstone::labeling
