#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace touchstone::labeling {

/// Returns the bytes in base64 (RFC 4648), padded, on one line.
[[nodiscard]] std::string base64Of(std::string_view bytes);

/// Reads base64; white space is skipped, padding may be missing. Nothing for any other character.
[[nodiscard]] std::optional<std::string> bytesFromBase64(std::string_view text);

}  // namespace touchstone::labeling
