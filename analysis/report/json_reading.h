#pragma once

#include "labeling/result.h"

#include <nlohmann/json.hpp>

#include <string>

namespace touchstone::analysis {

/// Returns a number as JSON; one that is not finite becomes null.
[[nodiscard]] nlohmann::ordered_json finiteOrNull(double value);

/// Returns the number that finiteOrNull wrote; null becomes NaN. Throws nlohmann::json::exception
/// for anything else.
[[nodiscard]] double numberOrNan(const nlohmann::json& value);

/// Returns the text of a JSON document, on one line; broken UTF-8 is replaced.
[[nodiscard]] std::string textOf(const nlohmann::ordered_json& json);

/// Parses `text` and hands it to `read`, whose JSON exceptions become an Error that says that this
/// is no `what` ("audit report").
template <class Read>
auto readJson(const std::string& text, const std::string& what, Read read)
    -> Result<std::invoke_result_t<Read, const nlohmann::json&>> {
  try {
    return read(nlohmann::json::parse(text));
  } catch (const nlohmann::json::exception& problem) {
    return Error{.kind = ErrorKind::BadInput,
                 .file = {},
                 .message = "This is no " + what + " that can be read (" + problem.what() +
                            "): make it again."};
  }
}

}  // namespace touchstone::analysis
