#pragma once

namespace touchstone::training {

constexpr int voidLabel = 255;  ///< of pixels that do not count

}  // namespace touchstone::training
