#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace touchstone::analysis {

/// Returns text with <, >, &, and both quotes written as entities, for content and attributes.
[[nodiscard]] std::string escaped(std::string_view text);

/// Returns a number with that many decimals and a point, whatever the locale; "–" when not finite.
[[nodiscard]] std::string decimal(double value, int decimals);

/// Returns "93.4 %" for 0.934.
[[nodiscard]] std::string percentage(double share);

/// Returns "#e69f00" for 0xE69F00.
[[nodiscard]] std::string hexColour(std::uint32_t colour);

/// Returns "12,345".
[[nodiscard]] std::string grouped(long value);

/// Returns the name of a split as HTML: "val" is called validation.
[[nodiscard]] std::string splitName(const std::string& split);

/// Returns a horizontal bar that fills `share` of its width.
[[nodiscard]] std::string bar(double share);

/// Returns a cell of a table; `style` is its class.
[[nodiscard]] std::string cell(const std::string& html, const char* style = "number");

/// Returns a cell with the change of a share in points, and whether it is a gain; empty when the
/// change is not finite.
[[nodiscard]] std::string changeCell(double change);

/// Returns "2026-11-23" of seconds since 1970 (UTC).
[[nodiscard]] std::string dateOf(std::int64_t seconds);

}  // namespace touchstone::analysis
