#include "labeling/query/query_scanner.h"

#include "labeling/query/case_folding.h"

#include <utility>

namespace touchstone::labeling {
namespace {

bool isSpace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isOperator(char c) {
  return c == ':' || c == '=' || c == '<' || c == '>';
}

/// Reads one token after the other.
class Scanner {
public:
  explicit Scanner(std::string_view text) : text_(text) {}

  ScannedQuery scan() {
    while (!result_.problem) {
      while (at_ < text_.size() && isSpace(text_[at_])) {
        ++at_;
      }
      if (at_ == text_.size()) {
        break;
      }
      scanToken();
    }
    return std::move(result_);
  }

private:
  void scanToken() {
    const std::size_t begin = at_;
    const char c = text_[at_];
    if (c == '(' || c == ')' || c == '-' || c == '!') {
      ++at_;
      const auto kind = c == '('   ? QueryToken::Kind::Open
                        : c == ')' ? QueryToken::Kind::Close
                                   : QueryToken::Kind::Not;
      add(kind, begin);
      return;
    }
    scanTerm(begin);
  }

  void add(QueryToken::Kind kind, std::size_t begin) {
    QueryToken token;
    token.kind = kind;
    token.position = begin;
    token.length = at_ - begin;
    result_.tokens.push_back(std::move(token));
  }

  void scanTerm(std::size_t begin) {
    QueryToken token;
    token.position = begin;
    bool isQuoted = false;
    std::string word = scanText(isOperator, isQuoted);
    if (result_.problem) {
      return;
    }
    if (at_ < text_.size() && isOperator(text_[at_])) {
      token.field = foldedCase(word);
      scanOperation(token);
      do {
        at_ += token.values.empty() ? 0 : 1;
        token.values.push_back(scanText([](char c) { return c == ','; }, isQuoted));
      } while (!result_.problem && at_ < text_.size() && text_[at_] == ',');
    } else {
      const std::string folded = foldedCase(word);
      if (!isQuoted && (folded == "or" || folded == "and" || folded == "not")) {
        add(folded == "or"    ? QueryToken::Kind::Or
            : folded == "and" ? QueryToken::Kind::And
                              : QueryToken::Kind::Not,
            begin);
        return;
      }
      token.values.push_back(std::move(word));
    }
    token.length = at_ - begin;
    result_.tokens.push_back(std::move(token));
  }

  /// Reads `:`, `=`, `<=`, …; also `:<`, as it is written elsewhere.
  void scanOperation(QueryToken& token) {
    const bool isColon = text_[at_] == ':';
    token.operation = text_[at_++];
    if (isColon && at_ < text_.size() && (text_[at_] == '<' || text_[at_] == '>')) {
      token.operation = text_[at_++];
    }
    if (token.operation != ":" && token.operation != "=" && at_ < text_.size() &&
        text_[at_] == '=') {
      token.operation += text_[at_++];
    }
  }

  /// Reads up to a space, a closing parenthesis that it has not opened, or what `ends` it; quotes
  /// protect everything, and a backslash in them the next character.
  template <class Ends>
  std::string scanText(Ends ends, bool& isQuoted) {
    std::string word;
    int depth = 0;
    for (; at_ < text_.size() && !isSpace(text_[at_]) && !ends(text_[at_]); ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        isQuoted = true;
        scanQuoted(word);
        if (result_.problem) {
          return word;
        }
        continue;
      }
      depth += c == '(' ? 1 : 0;
      if (c == ')' && --depth < 0) {
        break;
      }
      word += c;
    }
    return word;
  }

  /// Reads from one quote to the next and stays on it.
  void scanQuoted(std::string& word) {
    const std::size_t begin = at_;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
      }
      word += text_[at_];
    }
    if (at_ == text_.size()) {
      result_.problem = QueryProblem{begin, at_ - begin, "The quote that begins here never ends."};
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  ScannedQuery result_;
};

}  // namespace

ScannedQuery scanQuery(std::string_view text) {
  return Scanner(text).scan();
}

}  // namespace touchstone::labeling
