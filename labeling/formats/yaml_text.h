#pragma once

#include "labeling/result.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchstone::labeling {

/// How the value of a key is written.
enum class YamlForm { Text, Lines, BracketList, Map, BracketMap, Other };

/// The value of a key at the left margin.
struct YamlValue {
  YamlForm form = YamlForm::Other;
  std::string text;                                          ///< of a Text
  std::vector<std::pair<std::string, std::string>> entries;  ///< of the others; a list has no keys
  std::size_t begin = 0;                                     ///< of a Text: its first byte
  std::size_t end = 0;  ///< after a Text or the last line's content; the closing bracket
  std::string indent;   ///< of lines: what stands before their `-` or key
};

/// Limits beyond which a text is refused.
struct YamlLimits {
  std::size_t entries = 100'000;
  std::size_t textLength = 4096;
};

/// Reads keys at the left margin and what belongs to them, in UTF-8 text. Values that are more than
/// a text, or a list or map of texts, have the form Other. Errors: a limit, brackets or quotes that
/// are not closed; `file` is named.
Result<std::map<std::string, YamlValue>> readYamlText(std::string_view text,
                                                      const std::filesystem::path& file,
                                                      const YamlLimits& limits = {});

}  // namespace touchstone::labeling
