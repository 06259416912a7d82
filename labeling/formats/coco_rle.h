#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// Returns COCO's compressed text of a mask's runs: differences to the run before the last one, in
/// groups of five bits, each plus 48 (maskApi.c, rleToString).
[[nodiscard]] std::string cocoTextOf(const std::vector<std::uint32_t>& counts);

/// Reads compressed runs; nothing when the text is damaged or its runs do not add up to `pixels`.
[[nodiscard]] std::optional<std::vector<std::uint32_t>> countsFromCocoText(std::string_view text,
                                                                           std::uint64_t pixels);

}  // namespace touchstone::labeling
