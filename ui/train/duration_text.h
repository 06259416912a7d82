#pragma once

#include <QString>

namespace touchstone::ui {

/// Returns a duration for a person: "8 s", "3 min", "1 h 20 min"; empty for a negative one.
[[nodiscard]] QString durationText(double seconds);

}  // namespace touchstone::ui
