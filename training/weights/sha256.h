#pragma once

#include <string>
#include <string_view>

namespace touchstone::training {

/// Returns the SHA-256 of the bytes (FIPS 180-4) as 64 hex digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace touchstone::training
