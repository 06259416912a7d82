#pragma once

#include <QIcon>
#include <QSize>

#include <cstdint>

namespace touchstone::ui {

inline constexpr QSize swatchSize{14, 14};

/// A rounded square in a class colour (0xRRGGBB).
[[nodiscard]] QIcon swatch(std::uint32_t colour);

}  // namespace touchstone::ui
