#pragma once

#include <string>
#include <string_view>

namespace touchstone::labeling {

/// Returns UTF-8 text with its capitals made small, for comparing in any case: Latin with its
/// accents, Greek and Cyrillic. Independent of the locale; the number of bytes stays.
[[nodiscard]] std::string foldedCase(std::string_view text);

/// Whether `text` is what `pattern` says, in which each `*` stands for any text. Both are folded.
[[nodiscard]] bool matchesPattern(std::string_view pattern, std::string_view text);

}  // namespace touchstone::labeling
