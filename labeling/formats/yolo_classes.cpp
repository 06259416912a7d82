#include "labeling/formats/yolo_classes.h"

#include "labeling/formats/text.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace touchstone::labeling {
namespace {

constexpr std::string_view standIn = "class ";

std::string utf8FromLatin1(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | byte >> 6);
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return out;
}

std::optional<std::string> latin1FromUtf8(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      out += text[i];
    } else if ((lead == 0xC2 || lead == 0xC3) && i + 1 < text.size()) {
      out += static_cast<char>((lead & 0x03) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3F));
    } else {
      return std::nullopt;
    }
  }
  return out;
}

Error refusal(const std::filesystem::path& file, const std::string& what) {
  return {ErrorKind::BadInput, file, file.string() + " " + what};
}

}  // namespace

std::optional<int> numberOfStandIn(std::string_view name) {
  if (!name.starts_with(standIn)) {
    return std::nullopt;
  }
  name.remove_prefix(standIn.size());
  int number = 0;
  const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  const bool whole = !name.empty() && error == std::errc{} && stop == name.data() + name.size();
  return whole && number >= 0 ? std::optional(number) : std::nullopt;
}

std::string YoloClasses::nameOf(int id) const {
  const auto index = static_cast<std::size_t>(id);
  return id >= 0 && index < names.size() && !names[index].empty()
             ? names[index]
             : std::string(standIn) + std::to_string(id);
}

std::optional<int> YoloClasses::idOf(std::string_view name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end() && !name.empty()) {
    return static_cast<int>(found - names.begin());
  }
  const auto number = numberOfStandIn(name);
  return number && nameOf(*number) == name ? number : std::nullopt;
}

std::vector<std::string> YoloClasses::missingOf(const std::vector<std::string>& wanted) const {
  std::vector<std::string> missing;
  std::size_t next = names.size();
  for (const std::string& name : wanted) {
    if (const auto id = idOf(name)) {
      next = std::max(next, static_cast<std::size_t>(*id) + 1);
    } else if (std::find(missing.begin(), missing.end(), name) == missing.end()) {
      missing.push_back(name);
    }
  }
  if (missing.empty()) {
    return missing;
  }
  std::vector<std::string> appended;
  for (std::size_t id = names.size(); id < next; ++id) {
    appended.push_back(nameOf(static_cast<int>(id)));
  }
  appended.insert(appended.end(), missing.begin(), missing.end());
  return appended;
}

Result<YoloClassText> readYoloClassLines(std::string_view text,
                                         const std::filesystem::path& file,
                                         const YoloClassLimits& limits) {
  if (text.size() > limits.fileBytes) {
    return refusal(file, "is larger than the limit of " + std::to_string(limits.fileBytes) +
                             " bytes for a class list; check that it is one.");
  }
  YoloClassText result;
  text = withoutByteOrderMark(text);
  result.isLatin1 = !isUtf8Text(text);
  if (result.isLatin1) {
    result.problems.push_back(file.string() +
                              " is not UTF-8, so it was read as Latin-1; save it as UTF-8.");
  }
  std::set<std::string> seen;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::string_view name = trimmed(line);
    if (result.classes.names.size() >= limits.names || name.size() > limits.nameLength) {
      return refusal(file, "is beyond the limit of " + std::to_string(limits.names) + " names of " +
                               std::to_string(limits.nameLength) +
                               " bytes; check that it is a class list.");
    }
    result.classes.names.push_back(result.isLatin1 ? utf8FromLatin1(name) : std::string(name));
    if (!name.empty() && !seen.insert(result.classes.names.back()).second) {
      result.problems.push_back(file.string() + " names the class \"" +
                                result.classes.names.back() +
                                "\" twice; both ids are read as that class.");
    }
  }
  while (!result.classes.names.empty() && result.classes.names.back().empty()) {
    result.classes.names.pop_back();
  }
  const auto blank = std::count(result.classes.names.begin(), result.classes.names.end(), "");
  if (blank > 0) {
    result.problems.push_back(file.string() + " has " + std::to_string(blank) +
                              " blank lines between its names; they keep their ids.");
  }
  return result;
}

Result<std::string> appendedToClassLines(std::string_view text,
                                         const std::vector<std::string>& names,
                                         const std::filesystem::path& file) {
  const bool isLatin1 = !isUtf8Text(withoutByteOrderMark(text));
  const std::string lineEnd = text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  const std::size_t end = text.find_last_not_of(" \t\r\n\v\f");
  std::string out(text.substr(0, end == std::string_view::npos ? 0 : end + 1));
  const bool hasNames = !withoutByteOrderMark(out).empty();
  out += hasNames ? lineEnd : "";
  for (const std::string& name : names) {
    const auto encoded = isLatin1 ? latin1FromUtf8(name) : std::optional(name);
    if (!encoded || name.find_first_of("\r\n") != std::string::npos) {
      return refusal(file, "cannot hold the class name \"" + name +
                               "\"; save the list as UTF-8, or rename the class.");
    }
    out += *encoded + lineEnd;
  }
  return out;
}

}  // namespace touchstone::labeling
