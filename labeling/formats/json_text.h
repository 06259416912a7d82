#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// The functions of this file take valid JSON apart without changing a byte of it, so that an
/// edited copy of a file keeps its order, its number format and what we do not know. Views point
/// into the text that was given.

/// One member of an object: its key without escapes, and its value as it stands.
struct JsonMember {
  std::string key;
  std::string_view value;
};

/// Returns how deep brackets are nested, those within texts not counted.
[[nodiscard]] std::size_t jsonNesting(std::string_view text);

/// Return the members of an object and the items of an array, in order; empty for anything else.
[[nodiscard]] std::vector<JsonMember> jsonMembers(std::string_view object);
[[nodiscard]] std::vector<std::string_view> jsonItems(std::string_view array);

/// Returns the last member with that key, nullptr when there is none.
[[nodiscard]] const JsonMember* memberNamed(const std::vector<JsonMember>& members,
                                            std::string_view key);
/// Returns a key that the members have twice, nothing when each is alone.
[[nodiscard]] std::optional<std::string> repeatedKey(const std::vector<JsonMember>& members);

/// Returns `text` in quotes, only what JSON demands escaped, as Python's json with
/// ensure_ascii=False.
[[nodiscard]] std::string jsonQuoted(std::string_view text);
/// Returns a finite number as Python writes it: the shortest text that reads back as the same one,
/// "12.0" for a whole one.
[[nodiscard]] std::string jsonNumber(double number);

/// How a file is laid out: one line when `indent` is empty, else an item a line.
struct JsonLayout {
  std::string indent;
  std::string comma = ", ";  ///< between items on one line
  std::string colon = ": ";
  std::string newLine = "\n";
  bool operator==(const JsonLayout&) const = default;
};

/// Returns the layout of an object's text; Python's indent=2 when it does not show.
[[nodiscard]] JsonLayout layoutOf(std::string_view object);

/// Returns the white space that precedes an item `depth` levels deep; empty on one line.
[[nodiscard]] std::string lineBreak(const JsonLayout& layout, std::size_t depth);

/// Returns the value laid out anew, its numbers and texts as they are; `depth` is its own level.
[[nodiscard]] std::string laidOut(std::string_view value,
                                  const JsonLayout& layout,
                                  std::size_t depth);
/// Returns the value without white space between its parts.
[[nodiscard]] std::string compactJson(std::string_view value);

}  // namespace touchstone::labeling
