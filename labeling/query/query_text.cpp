#include "labeling/query/query_text.h"

#include "labeling/query/query_scanner.h"

#include <algorithm>

namespace touchstone::labeling {
namespace {

using Kind = QueryToken::Kind;

/// The tokens that are a condition on the field and stand for themselves.
std::vector<QueryToken> conditionsIn(const std::vector<QueryToken>& tokens,
                                     std::string_view field) {
  std::vector<QueryToken> found;
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    depth += tokens[i].kind == Kind::Open ? 1 : tokens[i].kind == Kind::Close ? -1 : 0;
    const bool isNegated = i > 0 && tokens[i - 1].kind == Kind::Not;
    if (depth == 0 && !isNegated && tokens[i].kind == Kind::Term && tokens[i].field == field) {
      found.push_back(tokens[i]);
    }
  }
  return found;
}

bool asksForObjects(const std::vector<QueryToken>& tokens) {
  return std::any_of(tokens.begin(), tokens.end(), [](const QueryToken& token) {
    const QueryFieldInfo* info = findQueryField(token.field);
    return token.field.starts_with("attribute.") || (info != nullptr && info->ofObject);
  });
}

bool hasOrOutside(const std::vector<QueryToken>& tokens) {
  int depth = 0;
  for (const QueryToken& token : tokens) {
    depth += token.kind == Kind::Open ? 1 : token.kind == Kind::Close ? -1 : 0;
    if (depth == 0 && token.kind == Kind::Or) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string withCondition(const std::string& query,
                          std::string_view field,
                          std::string_view value) {
  const ScannedQuery scanned = scanQuery(query);
  const std::string condition =
      value.empty() ? std::string() : std::string(field) + ':' + quotedForQuery(value);
  if (scanned.problem || parseQuery(query).problem) {
    return condition;
  }
  if (hasOrOutside(scanned.tokens)) {
    return condition.empty() ? query : '(' + query + ") " + condition;
  }
  std::string rest = query;
  const auto conditions = conditionsIn(scanned.tokens, field);
  for (auto token = conditions.rbegin(); token != conditions.rend(); ++token) {
    rest.erase(token->position, token->length);
    if (token->position < rest.size() && rest[token->position] == ' ') {
      rest.erase(token->position, 1);
    }
  }
  while (!rest.empty() && rest.back() == ' ') {
    rest.pop_back();
  }
  return rest.empty() || condition.empty() ? rest + condition : rest + ' ' + condition;
}

std::string joinedQueries(const std::string& first, const std::string& second) {
  if (first.empty() || second.empty()) {
    return first + second;
  }
  const auto tokensOfFirst = scanQuery(first).tokens;
  const auto tokensOfSecond = scanQuery(second).tokens;
  // A parenthesis keeps an "or" together, and the conditions of each query with their object.
  const bool bothAskForObjects = asksForObjects(tokensOfFirst) && asksForObjects(tokensOfSecond);
  const auto grouped = [&](const std::string& query, const std::vector<QueryToken>& tokens) {
    return bothAskForObjects || hasOrOutside(tokens) ? '(' + query + ')' : query;
  };
  return grouped(first, tokensOfFirst) + ' ' + grouped(second, tokensOfSecond);
}

std::string conditionOn(std::string_view query, std::string_view field) {
  const ScannedQuery scanned = scanQuery(query);
  if (scanned.problem || hasOrOutside(scanned.tokens)) {
    return {};
  }
  const auto conditions = conditionsIn(scanned.tokens, field);
  return conditions.size() == 1 && conditions.front().values.size() == 1
             ? conditions.front().values.front()
             : std::string();
}

}  // namespace touchstone::labeling
