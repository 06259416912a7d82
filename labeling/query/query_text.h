#pragma once

#include <string>
#include <string_view>

namespace touchstone::labeling {

/// Returns the query with `field:value` as the only condition on that field that stands for itself
/// (not negated, in no parenthesis); an empty value takes the condition away.
[[nodiscard]] std::string withCondition(const std::string& query,
                                        std::string_view field,
                                        std::string_view value);

/// Returns the query that asks for what both ask for, each with objects of its own.
[[nodiscard]] std::string joinedQueries(const std::string& first, const std::string& second);

/// Returns the value of that condition, or an empty string when there is none, or several.
[[nodiscard]] std::string conditionOn(std::string_view query, std::string_view field);

}  // namespace touchstone::labeling
