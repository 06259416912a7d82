#pragma once

#include <string>

namespace touchstone::training {

/// Returns how long something takes for the sentence of a plan: "about 15 seconds", "about 4
/// minutes".
[[nodiscard]] std::string timeText(double seconds);

}  // namespace touchstone::training
