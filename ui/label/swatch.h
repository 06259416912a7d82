#pragma once

#include <QIcon>

#include <cstdint>

namespace touchstone::ui {

/// A rounded square in a class colour (0xRRGGBB).
[[nodiscard]] QIcon swatch(std::uint32_t colour);

}  // namespace touchstone::ui
