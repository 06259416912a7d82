#pragma once

#include <string>

namespace touchstone::analysis {

/// Returns a share as "93 %".
[[nodiscard]] std::string percent(double share);

/// Returns the name in typographic quotation marks.
[[nodiscard]] std::string inQuotes(const std::string& name);

}  // namespace touchstone::analysis
