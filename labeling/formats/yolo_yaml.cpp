#include "labeling/formats/yolo_yaml.h"

#include "labeling/formats/text.h"
#include "labeling/formats/yaml_text.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace touchstone::labeling {
namespace {

using Values = std::map<std::string, YamlValue>;

Error refusal(const std::filesystem::path& file, const std::string& what) {
  return {ErrorKind::BadInput, file, file.string() + " " + what};
}

std::optional<int> wholeNumber(std::string_view text, int highest) {
  const auto number = numberFrom(text);
  const bool usable =
      number && *number >= 0 && *number <= highest && *number == static_cast<int>(*number);
  return usable ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

Result<Values> valuesOf(std::string_view text,
                        const std::filesystem::path& file,
                        const YoloYamlLimits& limits) {
  if (text.size() > limits.fileBytes) {
    return refusal(file, "is larger than the limit of " + std::to_string(limits.fileBytes) +
                             " bytes for a dataset file; check that it is one.");
  }
  if (!isUtf8Text(text)) {
    return refusal(file, "is not UTF-8 text; save it as UTF-8.");
  }
  return readYamlText(text, file, {.entries = limits.entries, .textLength = limits.textLength});
}

bool isMap(const YamlValue& value) {
  return value.form == YamlForm::Map || value.form == YamlForm::BracketMap;
}

void readNames(const YamlValue& value,
               const std::filesystem::path& file,
               const YoloYamlLimits& limits,
               YoloYaml& result) {
  std::vector<std::string>& names = result.classes.names;
  for (const auto& [key, name] : value.entries) {
    const int highest = static_cast<int>(limits.entries) - 1;
    const auto id =
        isMap(value) ? wholeNumber(key, highest) : std::optional(static_cast<int>(names.size()));
    if (!id) {
      result.problems.push_back(file.string() + " gives the name \"" + name + "\" to \"" + key +
                                "\", which is no class number; it was left out.");
      continue;
    }
    const auto index = static_cast<std::size_t>(*id);
    names.resize(std::max(names.size(), index + 1));
    if (!names[index].empty()) {
      result.problems.push_back(file.string() + " gives the class number " + key +
                                " to two names; the first is kept.");
      continue;
    }
    if (!name.empty() && std::find(names.begin(), names.end(), name) != names.end()) {
      result.problems.push_back(file.string() + " names the class \"" + name +
                                "\" twice; both ids are read as that class.");
    }
    names[index] = name;
  }
  result.hasNames = !names.empty();
}

std::vector<std::string> textsOf(const YamlValue& value) {
  std::vector<std::string> texts;
  if (value.form == YamlForm::Text && !value.text.empty()) {
    texts.push_back(value.text);
  } else if (value.form == YamlForm::Lines || value.form == YamlForm::BracketList) {
    for (const auto& [key, text] : value.entries) {
      texts.push_back(text);
    }
  }
  return texts;
}

int keypointColumnsOf(const YamlValue& value) {
  int columns = 1;
  for (const std::string& text : textsOf(value)) {
    columns *= wholeNumber(text, 1000).value_or(0);
  }
  return value.entries.size() == 2 ? columns : 0;
}

/// Returns what to insert at the end of `names`; `hasComma`: brackets have a comma at their end.
std::string namesToInsert(const YamlValue& names,
                          bool hasComma,
                          std::size_t firstId,
                          const std::vector<std::string>& added,
                          const std::string& lineEnd) {
  std::string text;
  for (std::size_t i = 0; i < added.size(); ++i) {
    const std::string id = std::to_string(firstId + i);
    const std::string name = yamlTextOf(added[i]);
    const bool first = i == 0 && (names.entries.empty() || hasComma);
    switch (names.form) {
      case YamlForm::Lines:
        text += lineEnd + names.indent + "- " + name;
        break;
      case YamlForm::Map:
        text += lineEnd + names.indent + id + ": " + name;
        break;
      case YamlForm::BracketMap:
        text += (first ? "" : ", ") + id + ": " + name;
        break;
      default:
        text += (first ? "" : ", ") + name;
    }
  }
  return text;
}

}  // namespace

Result<YoloYaml> readYoloYaml(std::string_view text,
                              const std::filesystem::path& file,
                              const YoloYamlLimits& limits) {
  const auto values = valuesOf(text, file, limits);
  if (!values) {
    return values.error();
  }
  YoloYaml result;
  for (const auto& [key, value] : *values) {
    if (key == "path" && value.form == YamlForm::Text) {
      result.path = value.text;
    } else if (key == "train" || key == "val" || key == "valid" || key == "test") {
      auto& set = result.sets[key == "valid" ? "val" : key];
      const auto texts = textsOf(value);
      set.insert(set.end(), texts.begin(), texts.end());
    } else if (key == "names") {
      readNames(value, file, limits, result);
    } else if (key == "kpt_shape") {
      result.keypointColumns = keypointColumnsOf(value);
    }
  }
  const auto count = values->find("nc");
  if (result.hasNames && count != values->end() &&
      wholeNumber(count->second.text, 1'000'000) != static_cast<int>(result.classes.names.size())) {
    result.problems.push_back(file.string() + " says nc: " + count->second.text + " but names " +
                              std::to_string(result.classes.names.size()) + " classes.");
  }
  return result;
}

Result<std::string> appendedToYoloYaml(std::string_view text,
                                       const std::vector<std::string>& added,
                                       const std::filesystem::path& file) {
  const auto values = valuesOf(text, file, {});
  const auto data = readYoloYaml(text, file);
  if (!values || !data) {
    return values ? data.error() : values.error();
  }
  const auto names = values->find("names");
  if (names == values->end() || names->second.form == YamlForm::Other ||
      names->second.form == YamlForm::Text) {
    return refusal(file, "has no list of names that could be continued; add the names by hand.");
  }
  const std::string lineEnd = text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  const bool hasComma = trimmed(text.substr(0, names->second.end)).ends_with(',');
  const std::size_t firstId = data->classes.names.size();
  std::vector<std::pair<std::size_t, std::pair<std::size_t, std::string>>> changes;
  changes.push_back(
      {names->second.end, {0, namesToInsert(names->second, hasComma, firstId, added, lineEnd)}});
  const auto count = values->find("nc");
  if (count != values->end() && count->second.form == YamlForm::Text) {
    changes.push_back(
        {count->second.begin,
         {count->second.end - count->second.begin, std::to_string(firstId + added.size())}});
  }
  std::sort(changes.rbegin(), changes.rend());
  std::string out(text);
  for (const auto& [at, change] : changes) {
    out.replace(at, change.first, change.second);
  }
  auto expected = data->classes.names;
  expected.insert(expected.end(), added.begin(), added.end());
  const auto again = readYoloYaml(out, file);
  if (!again || again->classes.names != expected) {
    return refusal(file,
                   "has a list of names that cannot be continued safely; add the names by hand.");
  }
  return out;
}

std::string yamlTextOf(std::string_view text) {
  constexpr std::string_view special = ":#,[]{}&*!|>'\"%@`\\?-";
  const bool plain = !text.empty() && trimmed(text).size() == text.size() &&
                     text.find_first_of(special) == std::string_view::npos &&
                     text.find_first_of("\r\n\t") == std::string_view::npos && !numberFrom(text) &&
                     text != "null" && text != "~" && text != "true" && text != "false" &&
                     text != "yes" && text != "no" && text != "on" && text != "off";
  if (plain) {
    return std::string(text);
  }
  if (text.find_first_of("\r\n\t") == std::string_view::npos) {
    std::string out = "'";
    for (const char c : text) {
      out += c == '\'' ? "''" : std::string(1, c);
    }
    return out + "'";
  }
  std::string out = "\"";
  for (const char c : text) {
    out += c == '\n'               ? "\\n"
           : c == '\r'             ? "\\r"
           : c == '\t'             ? "\\t"
           : c == '"' || c == '\\' ? "\\" + std::string(1, c)
                                   : std::string(1, c);
  }
  return out + "\"";
}

}  // namespace touchstone::labeling
