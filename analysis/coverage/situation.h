#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace touchstone::analysis {

/// In what a picture, or an object on it, can differ from others whatever its class.
enum class Situation {
  Brightness,
  Contrast,
  Temperature,
  Reflection,
  Background,
  Orientation,
  Position,
  Distance,  ///< size against what is usual for the class
  Size       ///< share of the picture
};
inline constexpr std::size_t situations = 9;

/// "brightness", "contrast", "temperature", "reflection", "background", "orientation", "position",
/// "distance" or "size"; the second returns nothing for other names.
[[nodiscard]] std::string_view nameOf(Situation situation);
[[nodiscard]] std::optional<Situation> situationFromName(std::string_view name);

/// Returns the name of the situation for a person: "Colour of the light".
[[nodiscard]] std::string_view titleOf(Situation situation);

/// Returns what is so in a bin, to be put behind a noun: "in dim light", "at the top left".
[[nodiscard]] std::string phraseOf(Situation situation, const std::string& bin);

}  // namespace touchstone::analysis
