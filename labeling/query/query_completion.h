#pragma once

#include "labeling/annotation/document.h"

#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// One way to go on, and what it means in a few words.
struct QuerySuggestion {
  std::string text;  ///< replaces the bytes of QueryCompletion
  std::string hint;
};

/// How the word at the cursor may go on.
struct QueryCompletion {
  std::size_t position = 0;  ///< of the bytes that a suggestion replaces
  std::size_t length = 0;
  std::vector<QuerySuggestion> suggestions;
};

/// Returns the fields, or the values of the field, that go on as what stands before `cursor` (in
/// bytes) begins: the document's classes, tags and attributes among them.
[[nodiscard]] QueryCompletion completionOf(const Document& document,
                                           std::string_view text,
                                           std::size_t cursor);

}  // namespace touchstone::labeling
