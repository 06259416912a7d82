#include "labeling/formats/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace touchstone::labeling {
namespace {

constexpr std::string_view white = " \t\r\n";

std::string_view withoutWhite(std::string_view text) {
  const std::size_t first = text.find_first_not_of(white);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(white) - first + 1);
}

/// Returns where the text in quotes that begins at `at` ends: one past its last quote.
std::size_t endOfQuoted(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    at += text[at] == '\\' ? 1 : 0;
  }
  return std::min(at + 1, text.size());
}

/// Returns the parts of a bracketed list between its commas, with the white space around them.
std::vector<std::string_view> partsOf(std::string_view list, char open, char close) {
  list = withoutWhite(list);
  std::vector<std::string_view> parts;
  if (list.size() < 2 || list.front() != open || list.back() != close) {
    return parts;
  }
  std::size_t depth = 0;
  std::size_t begin = 1;
  for (std::size_t i = 1; i + 1 < list.size();) {
    const char c = list[i];
    if (c == '"') {
      i = endOfQuoted(list, i);
      continue;
    }
    depth += c == '{' || c == '[' ? 1 : 0;
    depth -= (c == '}' || c == ']') && depth > 0 ? 1 : 0;
    if (c == ',' && depth == 0) {
      parts.push_back(list.substr(begin, i - begin));
      begin = i + 1;
    }
    ++i;
  }
  const std::string_view last = list.substr(begin, list.size() - 1 - begin);
  if (!parts.empty() || !withoutWhite(last).empty()) {
    parts.push_back(last);
  }
  return parts;
}

std::string unquoted(std::string_view quoted) {
  const auto value = nlohmann::json::parse(quoted, nullptr, false);
  return value.is_string() ? value.get<std::string>() : std::string();
}

bool isStructure(char c) {
  return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

/// Returns the next token of `text` at or after `at`, which moves behind it; empty at the end.
std::string_view nextToken(std::string_view text, std::size_t& at) {
  at = std::min(text.find_first_not_of(white, at), text.size());
  const std::size_t begin = at;
  if (at == text.size()) {
    return {};
  }
  if (text[at] == '"') {
    at = endOfQuoted(text, at);
  } else if (isStructure(text[at])) {
    ++at;
  } else {
    while (at < text.size() && !isStructure(text[at]) &&
           white.find(text[at]) == std::string_view::npos) {
      ++at;
    }
  }
  return text.substr(begin, at - begin);
}

}  // namespace

std::size_t jsonNesting(std::string_view text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c == '"') {
      i = endOfQuoted(text, i);
      continue;
    }
    if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
    ++i;
  }
  return deepest;
}

std::vector<JsonMember> jsonMembers(std::string_view object) {
  std::vector<JsonMember> members;
  for (const std::string_view part : partsOf(object, '{', '}')) {
    const std::string_view member = withoutWhite(part);
    if (!member.starts_with('"')) {
      continue;
    }
    const std::size_t end = endOfQuoted(member, 0);
    const std::size_t colon = member.find(':', end);
    if (colon != std::string_view::npos) {
      members.push_back({.key = unquoted(member.substr(0, end)),
                         .value = withoutWhite(member.substr(colon + 1))});
    }
  }
  return members;
}

std::vector<std::string_view> jsonItems(std::string_view array) {
  std::vector<std::string_view> items = partsOf(array, '[', ']');
  std::transform(items.begin(), items.end(), items.begin(), withoutWhite);
  return items;
}

const JsonMember* memberNamed(const std::vector<JsonMember>& members, std::string_view key) {
  const auto found = std::find_if(members.rbegin(), members.rend(),
                                  [&](const JsonMember& member) { return member.key == key; });
  return found != members.rend() ? &*found : nullptr;
}

std::optional<std::string> repeatedKey(const std::vector<JsonMember>& members) {
  std::vector<std::string_view> keys;
  for (const JsonMember& member : members) {
    keys.push_back(member.key);
  }
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  return twice != keys.end() ? std::optional<std::string>(*twice) : std::nullopt;
}

std::string jsonQuoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string jsonNumber(double number) {
  const double size = std::abs(number);
  const bool fixed = number == 0 || (size >= 1e-4 && size < 1e16);
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                 fixed ? std::chars_format::fixed : std::chars_format::scientific);
  std::string text(buffer.data(), end.ptr);
  return fixed && text.find('.') == std::string::npos ? text + ".0" : text;
}

JsonLayout layoutOf(std::string_view object) {
  JsonLayout layout{.indent = "  "};
  object = withoutWhite(object);
  const std::size_t first = object.find_first_not_of(white, 1);
  const std::string_view space =
      object.substr(std::min<std::size_t>(1, object.size()), std::min(first, object.size()) - 1);
  const auto members = jsonMembers(object);
  if (members.empty()) {
    return layout;
  }
  const std::size_t line = space.rfind('\n');
  layout.indent =
      line == std::string_view::npos ? std::string() : std::string(space.substr(line + 1));
  layout.newLine = space.find('\r') != std::string_view::npos ? "\r\n" : "\n";
  const bool broken = line != std::string_view::npos;
  if (broken && layout.indent.empty()) {
    layout.indent = "  ";
  }
  const char before = members.front().value.data()[-1];
  layout.colon = before == ':' ? ":" : ": ";
  if (members.size() > 1 && !broken) {
    const char* end = members.front().value.data() + members.front().value.size();
    layout.comma = end[1] == '"' ? "," : ", ";
  }
  return layout;
}

std::string lineBreak(const JsonLayout& layout, std::size_t depth) {
  std::string text;
  if (!layout.indent.empty()) {
    text = layout.newLine;
    for (std::size_t i = 0; i < depth; ++i) {
      text += layout.indent;
    }
  }
  return text;
}

std::string laidOut(std::string_view value, const JsonLayout& layout, std::size_t depth) {
  std::string text;
  bool justOpened = false;
  std::size_t at = 0;
  for (std::string_view token = nextToken(value, at); !token.empty();
       token = nextToken(value, at)) {
    const char c = token.front();
    const bool closes = c == '}' || c == ']';
    depth -= closes && depth > 0 ? 1 : 0;
    if (justOpened != closes && (justOpened || closes)) {
      text += lineBreak(layout, depth);
    }
    justOpened = false;
    if (c == ',') {
      text += layout.indent.empty() ? layout.comma : "," + lineBreak(layout, depth);
    } else if (c == ':') {
      text += layout.colon;
    } else {
      text += token;
    }
    if (c == '{' || c == '[') {
      ++depth;
      justOpened = true;
    }
  }
  return text;
}

std::string compactJson(std::string_view value) {
  return laidOut(value, {.indent = "", .comma = ",", .colon = ":"}, 0);
}

}  // namespace touchstone::labeling
