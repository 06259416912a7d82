#include "labeling/annotation/label_class.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace touchstone::labeling {
namespace {

constexpr std::array<std::string_view, 3> kindNames{"flag", "choice", "number"};

}  // namespace

std::string_view nameOf(AttributeKind kind) {
  return kindNames[static_cast<std::size_t>(kind)];
}

std::optional<AttributeKind> attributeKindFromName(std::string_view name) {
  const auto found = std::find(kindNames.begin(), kindNames.end(), name);
  return found == kindNames.end()
             ? std::nullopt
             : std::optional(static_cast<AttributeKind>(found - kindNames.begin()));
}

std::uint32_t defaultClassColour(std::size_t index) {
  // Okabe & Ito, "Color Universal Design" (2008); black stands last because it is hard to see on
  // dark pictures.
  static constexpr std::array<std::uint32_t, 8> okabeIto{0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442,
                                                         0x0072B2, 0xD55E00, 0xCC79A7, 0x000000};
  if (index + 1 < okabeIto.size()) {
    return okabeIto[index];
  }
  const double goldenRatioConjugate = 0.618033988749895;
  const double hue = std::fmod(static_cast<double>(index) * goldenRatioConjugate, 1.0) * 6;
  const auto channel = [hue](double offset) {
    const double k = std::fmod(offset + hue, 6.0);
    const double level = 0.9 - 0.9 * 0.65 * std::max(0.0, std::min({k, 4 - k, 1.0}));
    return static_cast<std::uint32_t>(std::lround(level * 255));
  };
  return channel(5) << 16 | channel(3) << 8 | channel(1);
}

}  // namespace touchstone::labeling
