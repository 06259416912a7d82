#pragma once

#include "labeling/formats/json_stream.h"

#include <string_view>

namespace touchstone::labeling {

/// How the check of a JSON value ended.
enum class JsonEnd {
  Complete,
  Unfinished,  ///< the text ends within the value
  Malformed,
  TooDeep
};

/// Checks the value at the start of `text`, which has no white space before it, and lists the
/// members of an object. `length` receives the bytes of the value, or those before the error. A
/// number that reaches the end of the text counts as unfinished.
[[nodiscard]] JsonEnd checkJsonValue(std::string_view text,
                                     std::size_t nesting,
                                     JsonValue& value,
                                     std::size_t& length);

}  // namespace touchstone::labeling
