#include "labeling/formats/json_syntax.h"

#include <array>
#include <charconv>
#include <cstring>

namespace touchstone::labeling {
namespace {

bool isBlank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

/// Walks over one value.
class JsonChecker {
public:
  JsonChecker(std::string_view text, std::size_t nesting, JsonValue& value)
      : begin_(text.data()),
        at_(begin_),
        end_(begin_ + text.size()),
        nesting_(nesting),
        value_(value) {}

  JsonEnd run() {
    value_.members.clear();
    bool more = true;
    while (more && result_ == JsonEnd::Complete) {
      more = expectsName_ ? name() : valueOrOpening();
      while (more && result_ == JsonEnd::Complete && !expectsValue_) {
        more = separatorOrClosing();
      }
    }
    value_.text = {begin_, at_};
    return result_;
  }

  [[nodiscard]] std::size_t length() const { return static_cast<std::size_t>(at_ - begin_); }

private:
  bool fail(JsonEnd how) {
    result_ = how;
    return false;
  }

  bool skipBlanks() {
    while (at_ != end_ && isBlank(*at_)) {
      ++at_;
    }
    return at_ != end_ || fail(JsonEnd::Unfinished);
  }

  /// Takes what stands where a value is expected; false when the whole value ended.
  bool valueOrOpening() {
    if (!skipBlanks()) {
      return false;
    }
    const char c = *at_;
    if (c == '[' || c == '{') {
      return open(c);
    }
    if (c == ']' && mayClose_) {
      return close(c);
    }
    mayClose_ = false;
    const bool taken = c == '"' ? string() : c == '-' || isDigit(c) ? number() : literal();
    return taken && finishValue();
  }

  bool open(char c) {
    if (open_.size() == nesting_) {
      return fail(JsonEnd::TooDeep);
    }
    if (open_.empty() && c == '{') {
      constexpr std::size_t usual = 12;
      value_.members.reserve(usual);
    }
    open_ += c;
    ++at_;
    mayClose_ = true;
    expectsValue_ = true;
    expectsName_ = c == '{';
    return true;
  }

  bool close(char c) {
    if (open_.empty() || open_.back() != (c == ']' ? '[' : '{')) {
      return fail(JsonEnd::Malformed);
    }
    open_.pop_back();
    ++at_;
    mayClose_ = false;
    expectsName_ = false;
    return finishValue();
  }

  bool finishValue() {
    if (open_.size() == 1 && open_.front() == '{') {
      value_.members.back().value = {memberBegin_, at_};
    }
    expectsValue_ = false;
    return !open_.empty();
  }

  bool name() {
    if (!skipBlanks()) {
      return false;
    }
    if (*at_ == '}' && mayClose_) {
      return close('}');
    }
    mayClose_ = false;
    const char* const begin = at_;
    if (*at_ != '"') {
      return fail(JsonEnd::Malformed);
    }
    if (!string()) {
      return false;
    }
    const std::string_view text(begin + 1, at_ - 1);
    if (!skipBlanks()) {
      return false;
    }
    if (*at_ != ':') {
      return fail(JsonEnd::Malformed);
    }
    ++at_;
    if (!skipBlanks()) {
      return false;
    }
    if (open_.size() == 1) {
      value_.members.push_back({.name = text, .value = {}});
      memberBegin_ = at_;
    }
    expectsName_ = false;
    return true;
  }

  bool separatorOrClosing() {
    if (!skipBlanks()) {
      return false;
    }
    if (*at_ != ',') {
      return *at_ == ']' || *at_ == '}' ? close(*at_) : fail(JsonEnd::Malformed);
    }
    ++at_;
    expectsValue_ = true;
    expectsName_ = open_.back() == '{';
    return true;
  }

  bool string() {
    for (++at_; at_ != end_; ++at_) {
      const auto byte = static_cast<unsigned char>(*at_);
      if (byte == '"') {
        ++at_;
        return true;
      }
      if (byte < 0x20) {
        return fail(JsonEnd::Malformed);
      }
      if ((byte == '\\' && !escape()) || (byte >= 0x80 && !multiByte(byte))) {
        return false;
      }
    }
    return fail(JsonEnd::Unfinished);
  }

  /// Takes an escape but for its last byte.
  bool escape() {
    if (end_ - at_ < 2) {
      return fail(JsonEnd::Unfinished);
    }
    ++at_;
    if (*at_ != 'u') {
      return (*at_ != '\0' && std::strchr("\"\\/bfnrt", *at_) != nullptr) ||
             fail(JsonEnd::Malformed);
    }
    unsigned code = 0;
    if (!hexDigits(code)) {
      return false;
    }
    if (code < 0xD800 || code > 0xDFFF) {
      return true;
    }
    // The first half of a pair, and the second must follow.
    if (end_ - at_ < 3) {
      return fail(JsonEnd::Unfinished);
    }
    if (code > 0xDBFF || at_[1] != '\\' || at_[2] != 'u') {
      return fail(JsonEnd::Malformed);
    }
    at_ += 2;
    return hexDigits(code) && ((code >= 0xDC00 && code <= 0xDFFF) || fail(JsonEnd::Malformed));
  }

  /// Takes the four digits after the byte that is next, but for the last one.
  bool hexDigits(unsigned& code) {
    if (end_ - at_ < 5) {
      return fail(JsonEnd::Unfinished);
    }
    const auto read = std::from_chars(at_ + 1, at_ + 5, code, 16);
    if (read.ec != std::errc{} || read.ptr != at_ + 5) {
      return fail(JsonEnd::Malformed);
    }
    at_ += 4;
    return true;
  }

  /// Takes a character of several bytes but for its last one.
  bool multiByte(unsigned char lead) {
    const int following = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4) {
      return fail(JsonEnd::Malformed);
    }
    for (int i = 1; i <= following; ++i) {
      if (at_ + 1 == end_) {
        return fail(JsonEnd::Unfinished);
      }
      const auto byte = static_cast<unsigned char>(*++at_);
      const bool overlong =
          i == 1 && ((lead == 0xE0 && byte < 0xA0) || (lead == 0xF0 && byte < 0x90));
      const bool beyond =
          i == 1 && ((lead == 0xED && byte > 0x9F) || (lead == 0xF4 && byte > 0x8F));
      if ((byte & 0xC0) != 0x80 || overlong || beyond) {
        return fail(JsonEnd::Malformed);
      }
    }
    return true;
  }

  const char* skipDigits() {
    while (at_ != end_ && isDigit(*at_)) {
      ++at_;
    }
    return at_;
  }

  bool number() {
    const char* const begin = at_;
    at_ += *at_ == '-' ? 1 : 0;
    const char* const digits = at_;
    if (skipDigits() == digits) {
      return fail(at_ == end_ ? JsonEnd::Unfinished : JsonEnd::Malformed);
    }
    if (*digits == '0' && at_ - digits > 1) {
      return fail(JsonEnd::Malformed);
    }
    if (at_ != end_ && *at_ == '.' && !digitsAfter(at_ + 1)) {
      return false;
    }
    const bool hasExponent = at_ != end_ && (*at_ == 'e' || *at_ == 'E');
    if (hasExponent) {
      const char* exponent = at_ + 1;
      exponent += exponent != end_ && (*exponent == '+' || *exponent == '-') ? 1 : 0;
      if (!digitsAfter(exponent)) {
        return false;
      }
    }
    if (at_ == end_) {
      return fail(JsonEnd::Unfinished);
    }
    constexpr std::ptrdiff_t alwaysFinite = 300;
    return (!hasExponent && at_ - begin < alwaysFinite) || isFinite(begin);
  }

  bool digitsAfter(const char* begin) {
    at_ = begin;
    return skipDigits() != begin || fail(at_ == end_ ? JsonEnd::Unfinished : JsonEnd::Malformed);
  }

  bool isFinite(const char* begin) {
    double number = 0;
    if (std::from_chars(begin, at_, number).ec == std::errc{}) {
      return true;
    }
    // Out of range: too close to zero reads as zero, too far from it is an error.
    const std::string_view text(begin, at_);
    const bool tooSmall = text.find("e-") != std::string_view::npos ||
                          text.find("E-") != std::string_view::npos ||
                          text.substr(text.front() == '-' ? 1 : 0).starts_with("0.");
    return tooSmall || fail(JsonEnd::Malformed);
  }

  bool literal() {
    static constexpr std::array<std::string_view, 3> words{"true", "false", "null"};
    const std::string_view rest(at_, end_);
    for (const std::string_view word : words) {
      if (rest.starts_with(word)) {
        at_ += word.size();
        return true;
      }
      if (word.starts_with(rest)) {
        return fail(JsonEnd::Unfinished);
      }
    }
    return fail(JsonEnd::Malformed);
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  std::size_t nesting_;
  JsonValue& value_;
  std::string open_;  ///< the brackets that are open
  const char* memberBegin_ = nullptr;
  bool expectsValue_ = true;
  bool expectsName_ = false;
  bool mayClose_ = false;
  JsonEnd result_ = JsonEnd::Complete;
};

}  // namespace

JsonEnd checkJsonValue(std::string_view text,
                       std::size_t nesting,
                       JsonValue& value,
                       std::size_t& length) {
  JsonChecker checker(text, nesting, value);
  const JsonEnd end = checker.run();
  length = checker.length();
  return end;
}

}  // namespace touchstone::labeling
