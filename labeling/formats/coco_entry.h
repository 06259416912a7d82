#pragma once

#include "labeling/formats/json_stream.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace touchstone::labeling {

/// Returns the whole number that a member of an entry is ("1.0" is one).
[[nodiscard]] std::optional<std::int64_t> cocoIdIn(const JsonValue& entry, std::string_view name);
/// Returns a width or height in pixels, 0 when there is none that makes sense.
[[nodiscard]] int cocoSizeIn(const JsonValue& entry, std::string_view name);
/// Returns the text that a member is, empty when it is none or longer than `longest` bytes.
[[nodiscard]] std::string cocoTextIn(const JsonValue& entry,
                                     std::string_view name,
                                     std::size_t longest);
/// Returns a member's value, null when there is none.
[[nodiscard]] nlohmann::json cocoValueIn(const JsonValue& entry, std::string_view name);

/// Returns the members of an entry but for those named, as they stand in the text: an object, or
/// nothing when none is left.
[[nodiscard]] std::string cocoRestOf(const JsonValue& entry,
                                     std::initializer_list<std::string_view> known);

}  // namespace touchstone::labeling
