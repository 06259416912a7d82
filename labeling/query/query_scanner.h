#pragma once

#include "labeling/query/query.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// One piece of a query's text.
struct QueryToken {
  enum class Kind { Open, Close, Not, And, Or, Term };
  Kind kind = Kind::Term;
  std::size_t position = 0;
  std::size_t length = 0;
  std::string field;      ///< what stands before the operator, without quotes; empty for plain text
  std::string operation;  ///< one of : = < <= > >=, or empty
  std::vector<std::string> values;  ///< what stands behind it, without quotes, split at commas
};

struct ScannedQuery {
  std::vector<QueryToken> tokens;
  std::optional<QueryProblem> problem;
};

[[nodiscard]] ScannedQuery scanQuery(std::string_view text);

}  // namespace touchstone::labeling
