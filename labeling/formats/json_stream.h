#pragma once

#include "labeling/result.h"

#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace touchstone::labeling {

/// One member of an object: its name and its value as they stand in the text, the name without
/// quotes.
struct JsonField {
  std::string_view name;
  std::string_view value;
};

/// One value of a JSON text; an object's members are listed.
struct JsonValue {
  std::string_view text;
  std::vector<JsonField> members;

  [[nodiscard]] bool isObject() const { return text.starts_with('{'); }
  /// Returns the text of a member, the last one of that name; empty when there is none.
  [[nodiscard]] std::string_view member(std::string_view name) const;
};

/// Reads a JSON text value by value, from memory or piece by piece from a stream, so that a file of
/// any length needs little memory. What is read is checked as strictly as RFC 8259 asks: NaN, bytes
/// that are not UTF-8 and numbers beyond those of a double are errors. After the first error every
/// function says that there is nothing more.
class JsonStream {
public:
  /// The text stays where it is.
  explicit JsonStream(std::string_view text);
  explicit JsonStream(std::unique_ptr<std::istream> stream);

  /// Refuses what is nested deeper; 64 when not set.
  void limitNesting(std::size_t levels) { nesting_ = levels; }

  /// Passes over white space and returns the next byte without taking it, 0 at the end.
  char next();
  /// Takes `symbol` when it is next.
  bool take(char symbol);
  /// Returns the next value; its text is valid until the next call. Nothing at the end.
  std::optional<JsonValue> value();
  /// Takes the next value without looking into it: only its brackets and texts are followed.
  /// Returns how many objects and lists it directly holds.
  std::size_t skipValue();
  /// Takes items of the list that was begun, likewise without looking into them: `bytes` of them
  /// and on to the next comma, or to the end of the list. With that comma or closing bracket;
  /// without it the text has ended. Valid until the next call.
  std::string_view items(std::size_t bytes);
  /// Takes the name of a member and the colon after it; nothing when there is none.
  std::optional<std::string> memberName();

  /// The byte, counted from 0, that is next; and going on from there.
  [[nodiscard]] std::uint64_t position() const;
  void goTo(std::uint64_t position);

  /// Makes the text an error at the byte that is next.
  void refuse();
  [[nodiscard]] bool isValid() const { return !failure_; }
  [[nodiscard]] bool isTooDeep() const { return tooDeep_; }
  /// The byte at which the text stops to be JSON, counted from 1.
  [[nodiscard]] std::uint64_t failedByte() const { return failure_.value_or(0); }

private:
  bool readMore();

  std::unique_ptr<std::istream> stream_;
  std::vector<char> buffer_;
  std::string_view text_;     ///< what is at hand: all of it, or the buffer's content
  std::uint64_t passed_ = 0;  ///< bytes before `text_`
  std::size_t at_ = 0;
  std::size_t nesting_ = 64;
  std::optional<std::uint64_t> failure_;
  bool tooDeep_ = false;
};

/// Returns the text that a JSON string (with its quotes) stands for; nothing for another value.
[[nodiscard]] std::optional<std::string> textOfJsonString(std::string_view value);

}  // namespace touchstone::labeling
