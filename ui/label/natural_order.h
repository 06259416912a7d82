#pragma once

#include <string_view>

namespace touchstone::ui {

/// Whether `a` comes before `b` as a person counts: "f2" before "f10", in any case. A strict weak
/// order in which only equal texts are equal; independent of the locale, whose collation does not
/// count everywhere.
[[nodiscard]] bool comesBefore(std::string_view a, std::string_view b);

}  // namespace touchstone::ui
