#include "labeling/query/query_completion.h"

#include "labeling/query/case_folding.h"
#include "labeling/query/query.h"

#include <algorithm>
#include <set>

namespace touchstone::labeling {
namespace {

constexpr std::size_t mostSuggestions = 60;
constexpr std::string_view attributePrefix = "attribute.";

struct Word {
  std::size_t begin = 0;  ///< of the word, behind any "-"
  std::size_t value = 0;  ///< of what stands behind the last operator or comma
  std::string field{};    ///< folded; empty when there is no operator yet
};

/// Finds the word that the text ends in.
Word lastWordOf(std::string_view text) {
  Word word;
  bool isQuoted = false;
  bool isBegin = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      isQuoted = !isQuoted;
    }
    if (isQuoted) {
      at += c == '\\' ? 1 : 0;
      isBegin = false;
      continue;
    }
    if (c == ' ' || c == '(' || c == ')' || (isBegin && (c == '-' || c == '!'))) {
      word = {.begin = at + 1, .value = at + 1};
      isBegin = true;
      continue;
    }
    isBegin = false;
    const bool isOperator = c == ':' || c == '=' || c == '<' || c == '>';
    if (isOperator && word.field.empty()) {
      word.field = foldedCase(text.substr(word.begin, at - word.begin));
    }
    if (isOperator || (c == ',' && !word.field.empty())) {
      word.value = at + 1;
    }
  }
  return word;
}

std::vector<QuerySuggestion> fieldsFor(const Document& document) {
  std::vector<QuerySuggestion> found;
  for (const QueryFieldInfo& info : queryFields()) {
    const bool isNumber = info.values == QueryValues::Number;
    if (info.field != QueryField::Attribute) {
      found.push_back({std::string(info.name) + (isNumber ? "<" : ":"), std::string(info.hint)});
    }
  }
  std::set<std::string> attributes;
  for (const auto& [id, labelClass] : document.classes()) {
    for (const AttributeDefinition& attribute : labelClass.attributes) {
      if (attributes.insert(attribute.name).second) {
        found.push_back({std::string(attributePrefix) + quotedForQuery(attribute.name) + ":",
                         "an attribute of an object"});
      }
    }
  }
  return found;
}

std::vector<QuerySuggestion> attributeValues(const Document& document, const std::string& name) {
  std::set<std::string> values;
  for (const auto& [id, labelClass] : document.classes()) {
    for (const AttributeDefinition& attribute : labelClass.attributes) {
      if (foldedCase(attribute.name) != name) {
        continue;
      }
      if (attribute.kind == AttributeKind::Flag) {
        values.emplace("yes");
        values.emplace("no");
      }
      values.insert(attribute.choices.begin(), attribute.choices.end());
    }
  }
  std::vector<QuerySuggestion> found;
  for (const std::string& value : values) {
    found.push_back({quotedForQuery(value), {}});
  }
  return found;
}

std::vector<QuerySuggestion> valuesFor(const Document& document, const std::string& field) {
  if (field.starts_with(attributePrefix)) {
    std::string name = field.substr(attributePrefix.size());
    std::erase(name, '"');
    return attributeValues(document, name);
  }
  std::vector<QuerySuggestion> found;
  const QueryFieldInfo* info = findQueryField(field);
  if (info == nullptr) {
    return found;
  }
  if (info->field == QueryField::Class) {
    for (const auto& [id, labelClass] : document.classes()) {
      found.push_back({quotedForQuery(labelClass.name), {}});
    }
  } else if (info->field == QueryField::Tag) {
    std::set<std::string> tags;
    for (const auto& [id, image] : document.images()) {
      tags.insert(image.tags.begin(), image.tags.end());
    }
    for (const std::string& tag : tags) {
      found.push_back({quotedForQuery(tag), {}});
    }
  } else if (info->values == QueryValues::Names || info->values == QueryValues::YesOrNumber) {
    for (const std::string& name : queryNames(info->field)) {
      found.push_back({name, {}});
    }
  }
  return found;
}

}  // namespace

QueryCompletion completionOf(const Document& document, std::string_view text, std::size_t cursor) {
  const std::string_view before = text.substr(0, std::min(cursor, text.size()));
  const Word word = lastWordOf(before);
  QueryCompletion completion;
  completion.position = word.field.empty() ? word.begin : word.value;
  completion.length = before.size() - completion.position;
  std::string typed = foldedCase(before.substr(completion.position));
  std::erase(typed, '"');
  auto known = word.field.empty() ? fieldsFor(document) : valuesFor(document, word.field);
  std::erase_if(known, [&](const QuerySuggestion& suggestion) {
    std::string folded = foldedCase(suggestion.text);
    std::erase(folded, '"');
    return !folded.starts_with(typed) || suggestion.text == before.substr(completion.position);
  });
  known.resize(std::min(known.size(), mostSuggestions));
  completion.suggestions = std::move(known);
  return completion;
}

}  // namespace touchstone::labeling
