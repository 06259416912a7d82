#include "labeling/query/case_folding.h"
#include "labeling/query/query.h"
#include "labeling/query/query_scanner.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace touchstone::labeling {
namespace {

constexpr std::size_t longestQuery = 4000;  ///< bytes
constexpr int deepestNesting = 40;
constexpr std::string_view attributePrefix = "attribute.";

std::optional<double> numberIn(std::string_view text) {
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool isWhole = failure == std::errc() && end == text.data() + text.size();
  return isWhole ? std::optional(number) : std::nullopt;
}

/// The names with commas and a last "or": "yes or no".
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += i == 0 ? "" : i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

/// Reads tokens by recursive descent: any = all { or all }, all = part { part }.
class Parser {
public:
  explicit Parser(std::vector<QueryToken> tokens) : tokens_(std::move(tokens)) {}

  ParsedQuery parse() {
    ParsedQuery result;
    if (!tokens_.empty()) {
      QueryNode root = parseAny(0);
      if (!problem_ && at_ < tokens_.size()) {
        fail(tokens_[at_], "This parenthesis closes nothing.");
      }
      if (!problem_) {
        result.query.root = std::move(root);
      }
    }
    result.problem = std::move(problem_);
    return result;
  }

private:
  using Kind = QueryToken::Kind;

  [[nodiscard]] bool isAt(Kind kind) const {
    return at_ < tokens_.size() && tokens_[at_].kind == kind;
  }

  void fail(const QueryToken& token, std::string message) {
    if (!problem_) {
      problem_ = QueryProblem{token.position, token.length, std::move(message)};
    }
  }

  QueryNode parseAny(int depth) {
    QueryNode node = parseAll(depth);
    if (!isAt(Kind::Or)) {
      return node;
    }
    QueryNode any;
    any.kind = QueryNode::Kind::Any;
    any.parts.push_back(std::move(node));
    while (!problem_ && isAt(Kind::Or)) {
      ++at_;
      any.parts.push_back(parseAll(depth));
    }
    return any;
  }

  QueryNode parseAll(int depth) {
    QueryNode all;
    while (!problem_ && at_ < tokens_.size() && !isAt(Kind::Or) && !isAt(Kind::Close)) {
      if (isAt(Kind::And)) {
        ++at_;
        continue;
      }
      all.parts.push_back(parsePart(depth));
    }
    if (!problem_ && all.parts.empty()) {
      const bool isFirst = at_ == 0;
      const QueryToken& beside = isFirst ? tokens_.front() : tokens_[at_ - 1];
      fail(beside, isFirst                     ? "Something must stand before this."
                   : beside.kind == Kind::Open ? "There is nothing in this parenthesis."
                   : beside.kind == Kind::And  ? "Something must follow “and”."
                                               : "Something must follow “or”.");
    }
    return all;
  }

  QueryNode parsePart(int depth) {
    QueryNode node;
    const QueryToken& token = tokens_[at_++];
    if (depth > deepestNesting) {
      fail(token, "Parentheses are nested too deeply.");
    } else if (token.kind == Kind::Not) {
      node.kind = QueryNode::Kind::Not;
      if (at_ == tokens_.size() || isAt(Kind::Or) || isAt(Kind::Close) || isAt(Kind::And)) {
        fail(token, "What is not wanted must follow here.");
      } else {
        node.parts.push_back(parsePart(depth + 1));
      }
    } else if (token.kind == Kind::Open) {
      node = parseAny(depth + 1);
      if (!problem_ && !isAt(Kind::Close)) {
        fail(token, "This parenthesis is never closed.");
      }
      ++at_;
    } else {
      node.kind = QueryNode::Kind::Term;
      node.term = parseTerm(token);
    }
    return node;
  }

  QueryTerm parseTerm(const QueryToken& token) {
    QueryTerm term;
    term.values = token.values;
    if (token.operation.empty()) {
      return term;
    }
    const QueryFieldInfo* info = nullptr;
    if (token.field.starts_with(attributePrefix)) {
      term.attribute = token.field.substr(attributePrefix.size());
      info = &infoOf(QueryField::Attribute);
    } else {
      info = findQueryField(token.field);
    }
    if (info == nullptr) {
      fail(token, "“" + token.field +
                      "” is nothing to search by; put it in quotes to find it in "
                      "the path.");
      return term;
    }
    if (info->field == QueryField::Attribute && term.attribute.empty()) {
      fail(token, "The name of the attribute is missing: write attribute.NAME:VALUE.");
      return term;
    }
    term.field = info->field;
    term.comparison = token.operation == "<"    ? Comparison::Less
                      : token.operation == "<=" ? Comparison::AtMost
                      : token.operation == ">"  ? Comparison::More
                      : token.operation == ">=" ? Comparison::AtLeast
                                                : Comparison::Is;
    readValues(token, *info, term);
    return term;
  }

  void readValues(const QueryToken& token, const QueryFieldInfo& info, QueryTerm& term) {
    const std::string field = token.field;
    if (std::any_of(term.values.begin(), term.values.end(),
                    [](const std::string& value) { return value.empty(); })) {
      fail(token, "A value is missing after “" + field + token.operation + "”.");
      return;
    }
    const bool compares = term.comparison != Comparison::Is;
    const bool needsNumber = info.values == QueryValues::Number || compares;
    if (compares && (info.values == QueryValues::Text || info.values == QueryValues::Names)) {
      fail(token, "“" + field + "” is no number: write “" + field + ":” and a value.");
      return;
    }
    for (const std::string& value : term.values) {
      const auto number = numberIn(value);
      const int code =
          info.values == QueryValues::Number ? -1 : queryNameCode(info.field, foldedCase(value));
      if (needsNumber && !number) {
        fail(token, "“" + value + "” is no number.");
      } else if (info.values == QueryValues::YesOrNumber && !number && code < 0) {
        fail(token, "“" + value + "” is neither a number nor yes or no.");
      } else if (info.values == QueryValues::Names && code < 0) {
        failName(token, info, value);
      }
      if (number) {
        term.numbers.push_back(*number);
      }
      term.codes.push_back(code);
    }
  }

  void failName(const QueryToken& token, const QueryFieldInfo& info, const std::string& value) {
    const auto names = queryNames(info.field);
    fail(token, "“" + value + "” is not possible for “" + std::string(info.name) + "”: write " +
                    listed(names) + ".");
  }

  std::vector<QueryToken> tokens_;
  std::size_t at_ = 0;
  std::optional<QueryProblem> problem_;
};

}  // namespace

ParsedQuery parseQuery(std::string_view text) {
  if (text.size() > longestQuery) {
    return {.query = {},
            .problem = QueryProblem{longestQuery, text.size() - longestQuery,
                                    "This is too long: a query has at most 4000 characters."}};
  }
  ScannedQuery scanned = scanQuery(text);
  if (scanned.problem) {
    return {.query = {}, .problem = std::move(scanned.problem)};
  }
  return Parser(std::move(scanned.tokens)).parse();
}

std::string quotedForQuery(std::string_view value) {
  const std::string folded = foldedCase(value);
  const bool isKeyword = folded == "or" || folded == "and" || folded == "not";
  if (!value.empty() && !isKeyword && value.front() != '-' && value.front() != '!' &&
      value.find_first_of(" \t\n\r()\":=<>,\\") == std::string_view::npos) {
    return std::string(value);
  }
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
    }
    quoted += c;
  }
  return quoted + '"';
}

std::string numberForQuery(double number) {
  std::string text(32, '\0');
  const auto [end, failure] = std::to_chars(text.data(), text.data() + text.size(), number);
  text.resize(static_cast<std::size_t>(end - text.data()));
  return text;
}

}  // namespace touchstone::labeling
