#pragma once

#include "labeling/query/query_fields.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

enum class Comparison { Is, Less, AtMost, More, AtLeast };

/// One condition, such as `size<20` or `class:rbc,wbc`.
struct QueryTerm {
  QueryField field = QueryField::Path;
  std::string attribute;  ///< NAME of `attribute.NAME`, folded
  Comparison comparison = Comparison::Is;
  std::vector<std::string> values;  ///< any of them, as they were written
  std::vector<int> codes;           ///< of the values, where the field has names
  std::vector<double> numbers;      ///< of the values, where they are numbers
};

/// A condition, or how several are joined.
struct QueryNode {
  enum class Kind { All, Any, Not, Term };
  Kind kind = Kind::All;
  std::vector<QueryNode> parts;
  QueryTerm term;
};

/// Which images are asked for. Conditions side by side must all hold; conditions on objects that
/// stand side by side describe one object, until a field comes that this description already has:
/// `class:rbc size<20 class:wbc` asks for an rbc smaller than 20 pixels and for a wbc.
struct Query {
  QueryNode root;
  [[nodiscard]] bool isEmpty() const {
    return root.kind == QueryNode::Kind::All && root.parts.empty();
  }
};

/// What is wrong with the text of a query: one sentence, and the bytes it is about.
struct QueryProblem {
  std::size_t position = 0;
  std::size_t length = 0;
  std::string message;
};

struct ParsedQuery {
  Query query;  ///< empty when there is a problem
  std::optional<QueryProblem> problem;
};

/// Reads a query: `class:rbc -tag:night (split:val or state:unlabelled) size<20 "two words"`.
/// Texts without a field are parts of the path. Fields and their names are those of queryFields.
[[nodiscard]] ParsedQuery parseQuery(std::string_view text);

/// Returns the value as it must be written in a query: in quotes when it needs them.
[[nodiscard]] std::string quotedForQuery(std::string_view value);

/// Returns `number` as it is written in a query; read again, it is the same number.
[[nodiscard]] std::string numberForQuery(double number);

}  // namespace touchstone::labeling
