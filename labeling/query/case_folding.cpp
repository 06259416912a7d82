#include "labeling/query/case_folding.h"

#include <cstdint>

namespace touchstone::labeling {
namespace {

/// The small letter of a code point that takes two bytes in UTF-8 (U+0080 … U+07FF).
std::uint32_t smallLetter(std::uint32_t code) {
  const bool isLatin = code >= 0xC0 && code <= 0xDE && code != 0xD7;
  const bool isGreek = code >= 0x391 && code <= 0x3A9;
  const bool isCyrillic = code >= 0x410 && code <= 0x42F;
  if (isLatin || isGreek || isCyrillic) {
    return code + 0x20;
  }
  if (code >= 0x400 && code <= 0x40F) {
    return code + 0x50;
  }
  // In these two ranges capitals and small letters alternate; 0x130/0x131 are no pair.
  const bool isEvenPair = (code >= 0x100 && code <= 0x12F) || (code >= 0x132 && code <= 0x137) ||
                          (code >= 0x14A && code <= 0x177) || (code >= 0x460 && code <= 0x481) ||
                          (code >= 0x48A && code <= 0x4BF);
  const bool isOddPair = (code >= 0x139 && code <= 0x148) || (code >= 0x179 && code <= 0x17E);
  if (isEvenPair) {
    return code | 1;
  }
  return isOddPair && code % 2 == 1 ? code + 1 : code;
}

}  // namespace

std::string foldedCase(std::string_view text) {
  std::string folded(text);
  for (std::size_t at = 0; at < folded.size(); ++at) {
    const auto byte = static_cast<unsigned char>(folded[at]);
    if (byte >= 'A' && byte <= 'Z') {
      folded[at] = static_cast<char>(byte - 'A' + 'a');
    } else if (byte >= 0xC3 && byte <= 0xDF && at + 1 < folded.size()) {
      const auto next = static_cast<unsigned char>(folded[at + 1]);
      const std::uint32_t code = smallLetter((byte & 0x1FU) << 6U | (next & 0x3FU));
      folded[at] = static_cast<char>(0xC0U | code >> 6U);
      folded[++at] = static_cast<char>(0x80U | (code & 0x3FU));
    }
  }
  return folded;
}

bool matchesPattern(std::string_view pattern, std::string_view text) {
  std::size_t at = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  std::size_t position = 0;
  while (position < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      resume = position;
    } else if (at < pattern.size() && pattern[at] == text[position]) {
      ++at;
      ++position;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

}  // namespace touchstone::labeling
