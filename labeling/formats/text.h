#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace touchstone::labeling {

/// Returns `text` without white space at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Returns `text` without a UTF-8 byte order mark at its beginning.
[[nodiscard]] std::string_view withoutByteOrderMark(std::string_view text);

/// Whether the bytes are well-formed UTF-8 without NUL.
[[nodiscard]] bool isUtf8Text(std::string_view text);

/// Returns the finite number that the trimmed text is, whatever the locale; nothing for anything
/// else, NaN and infinity included.
[[nodiscard]] std::optional<double> numberFrom(std::string_view text);

/// Returns the shortest text that reads back as the same number, whatever the locale.
[[nodiscard]] std::string textOf(double number);

}  // namespace touchstone::labeling
