#include "labeling/formats/yaml_text.h"

#include "labeling/formats/text.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace touchstone::labeling {
namespace {

void appendUtf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18 & 0x07));
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

/// Reads one plain or quoted text after another.
class Scanner {
public:
  explicit Scanner(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}

  [[nodiscard]] bool atEnd() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const { return atEnd() ? '\0' : text_[at_]; }
  [[nodiscard]] std::size_t at() const { return at_; }
  void skip(std::size_t count = 1) { at_ = std::min(text_.size(), at_ + count); }

  /// Passes over blanks, and over line ends and comments too where those mean nothing.
  void skipBlank(bool lines) {
    while (!atEnd()) {
      const char c = text_[at_];
      const bool comment = c == '#' && (at_ == 0 || isBlank(text_[at_ - 1]));
      if (comment) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (isBlank(c) && (lines || c != '\n')) {
        ++at_;
      } else {
        return;
      }
    }
  }

  /// Returns the next text, which ends before one of `stops` or at the end of the line; nothing for
  /// a quote that stays open.
  std::optional<std::string> next(std::string_view stops) {
    if (peek() == '"' || peek() == '\'') {
      return quoted(peek());
    }
    const std::size_t begin = at_;
    while (!atEnd() && text_[at_] != '\n' && stops.find(text_[at_]) == std::string_view::npos) {
      const bool comment = text_[at_] == '#' && at_ > begin && isBlank(text_[at_ - 1]);
      const bool key = text_[at_] == ':' && (at_ + 1 >= text_.size() || isBlank(text_[at_ + 1]));
      if (comment || key) {
        break;
      }
      ++at_;
    }
    return std::string(trimmed(text_.substr(begin, at_ - begin)));
  }

private:
  static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  std::optional<std::string> quoted(char mark) {
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == mark) {
        const bool doubled = mark == '\'' && at_ + 1 < text_.size() && text_[at_ + 1] == mark;
        if (!doubled) {
          ++at_;
          return out;
        }
        out += text_[++at_];
      } else if (c == '\\' && mark == '"') {
        escape(out);
      } else {
        out += c;
      }
    }
    return std::nullopt;
  }

  void escape(std::string& out) {
    if (++at_ >= text_.size()) {
      return;
    }
    const char c = text_[at_];
    const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits == 0 || at_ + digits >= text_.size()) {
      constexpr std::string_view names = "nrt0";
      constexpr std::string_view values{"\n\r\t\0", 4};
      const std::size_t known = names.find(c);
      out += known == std::string_view::npos ? c : values[known];
      return;
    }
    std::uint32_t code = 0;
    std::from_chars(text_.data() + at_ + 1, text_.data() + at_ + 1 + digits, code, 16);
    appendUtf8(out, code <= 0x10FFFF ? code : 0xFFFD);
    at_ += digits;
  }

  std::string_view text_;
  std::size_t at_;
};

/// Reads a whole text, key by key.
class TextReader {
public:
  TextReader(std::string_view text, const std::filesystem::path& file, const YamlLimits& limits)
      : text_(text), file_(file), limits_(limits) {}

  Result<std::map<std::string, YamlValue>> read() {
    std::size_t at = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while (at < text_.size()) {
      const std::size_t next = nextLine(at);
      if (isKeyLine(at)) {
        Scanner scanner(text_, at);
        const auto key = scanner.next("");
        if (key && scanner.peek() == ':') {
          scanner.skip();
          auto value = valueAt(scanner.at(), next);
          if (!value) {
            return value.error();
          }
          values_[*key] = *std::move(value);
        }
      }
      at = std::max(next, resume_);
    }
    return std::move(values_);
  }

private:
  [[nodiscard]] std::size_t nextLine(std::size_t at) const {
    const std::size_t end = text_.find('\n', at);
    return end == std::string_view::npos ? text_.size() : end + 1;
  }
  [[nodiscard]] std::string_view lineAt(std::size_t at) const {
    return text_.substr(at, nextLine(at) - at);
  }
  [[nodiscard]] bool isKeyLine(std::size_t at) const {
    constexpr std::string_view others = " \t\r\n#-.%";
    return others.find(text_[at]) == std::string_view::npos;
  }

  Error refusal(const std::string& what) const {
    return {ErrorKind::BadInput, file_, file_.string() + " " + what};
  }
  Error notClosed() const {
    return refusal("has a quote or bracket that is never closed; repair it.");
  }

  Result<YamlValue> valueAt(std::size_t at, std::size_t next) {
    Scanner scanner(text_.substr(0, next), at);
    scanner.skipBlank(false);
    YamlValue value;
    const char first = scanner.peek();
    if (scanner.atEnd() || first == '\n') {
      return linesAt(next);
    }
    if (first == '[' || first == '{') {
      return bracketsAt(scanner.at());
    }
    if (first == '|' || first == '>' || first == '&' || first == '*' || first == '!') {
      return value;
    }
    value.form = YamlForm::Text;
    value.begin = scanner.at();
    auto text = scanner.next("");
    if (!text) {
      return notClosed();
    }
    value.text = *std::move(text);
    value.end = value.begin + trimmed(text_.substr(value.begin, scanner.at() - value.begin)).size();
    return value;
  }

  /// Reads the lines of a list or map up to the next key.
  Result<YamlValue> linesAt(std::size_t at) {
    YamlValue value;
    for (; at < text_.size(); at = nextLine(at)) {
      const std::string_view line = lineAt(at);
      const std::string_view content = trimmed(line);
      if (content.empty() || content.starts_with('#')) {
        continue;
      }
      const std::size_t indent = line.find_first_not_of(" \t");
      const bool item = content == "-" || content.starts_with("- ");
      if (indent == 0 && !item) {
        break;
      }
      if (value.entries.empty()) {
        value.form = item ? YamlForm::Lines : YamlForm::Map;
        value.indent = std::string(line.substr(0, indent));
      }
      if (line.substr(0, indent) != value.indent || item != (value.form == YamlForm::Lines)) {
        value.form = YamlForm::Other;
      }
      if (Status read = readLine(at + indent, item, value); !read) {
        return read.error();
      }
    }
    resume_ = at;
    return value;
  }

  Status readLine(std::size_t at, bool item, YamlValue& value) {
    Scanner scanner(text_.substr(0, nextLine(at)), at);
    std::optional<std::string> key = std::string();
    if (item) {
      scanner.skip();
    } else {
      key = scanner.next("");
      if (scanner.peek() != ':') {
        value.form = YamlForm::Other;
      }
      scanner.skip();
    }
    scanner.skipBlank(false);
    const char first = scanner.peek();
    if (first == '[' || first == '{' || first == '|' || first == '>') {
      value.form = YamlForm::Other;
    }
    auto text = scanner.next("");
    if (!key || !text) {
      return notClosed();
    }
    if (scanner.peek() == ':') {
      value.form = YamlForm::Other;
    }
    value.end = at + trimmed(text_.substr(at, nextLine(at) - at)).size();
    return add(value, *std::move(key), *std::move(text));
  }

  Result<YamlValue> bracketsAt(std::size_t at) {
    Scanner scanner(text_, at);
    const bool map = scanner.peek() == '{';
    const char close = map ? '}' : ']';
    YamlValue value;
    value.form = map ? YamlForm::BracketMap : YamlForm::BracketList;
    scanner.skip();
    for (;;) {
      scanner.skipBlank(true);
      if (scanner.atEnd()) {
        return notClosed();
      }
      if (scanner.peek() == close) {
        break;
      }
      std::optional<std::string> key = map ? scanner.next(",:]}") : std::string();
      if (map) {
        scanner.skipBlank(true);
        scanner.skip(scanner.peek() == ':' ? 1 : 0);
        scanner.skipBlank(true);
      }
      auto text = scanner.next(",]}[{");
      if (!key || !text) {
        return notClosed();
      }
      if (Status added = add(value, *std::move(key), *std::move(text)); !added) {
        return added.error();
      }
      scanner.skipBlank(true);
      if (scanner.peek() == ',') {
        scanner.skip();
      } else if (scanner.peek() != close && !scanner.atEnd()) {
        return refusal("has a list in brackets with more than names in it; write it in lines.");
      }
    }
    value.end = scanner.at();
    resume_ = nextLine(scanner.at());
    return value;
  }

  Status add(YamlValue& value, std::string key, std::string text) const {
    if (value.entries.size() >= limits_.entries || text.size() > limits_.textLength ||
        key.size() > limits_.textLength) {
      return refusal("is beyond the limit of " + std::to_string(limits_.entries) + " entries of " +
                     std::to_string(limits_.textLength) + " bytes; shorten it.");
    }
    value.entries.emplace_back(std::move(key), std::move(text));
    return Nothing{};
  }

  std::string_view text_;
  const std::filesystem::path& file_;
  const YamlLimits& limits_;
  std::map<std::string, YamlValue> values_;
  std::size_t resume_ = 0;
};

}  // namespace

Result<std::map<std::string, YamlValue>> readYamlText(std::string_view text,
                                                      const std::filesystem::path& file,
                                                      const YamlLimits& limits) {
  return TextReader(text, file, limits).read();
}

}  // namespace touchstone::labeling
