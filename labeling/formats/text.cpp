#include "labeling/formats/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace touchstone::labeling {
namespace {

struct LeadByte {
  int following = -1;  ///< continuation bytes, -1 for a byte that cannot lead
  std::uint32_t bits = 0;
  std::uint32_t smallest = 0;
};

LeadByte leadByte(unsigned char byte) {
  if (byte < 0x80) {
    return {.following = 0, .bits = byte, .smallest = 1};
  }
  if ((byte & 0xE0) == 0xC0) {
    return {.following = 1, .bits = byte & 0x1FU, .smallest = 0x80};
  }
  if ((byte & 0xF0) == 0xE0) {
    return {.following = 2, .bits = byte & 0x0FU, .smallest = 0x800};
  }
  if ((byte & 0xF8) == 0xF0) {
    return {.following = 3, .bits = byte & 0x07U, .smallest = 0x10000};
  }
  return {};
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view white = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(white);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::string_view withoutByteOrderMark(std::string_view text) {
  return text.substr(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
}

bool isUtf8Text(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const LeadByte lead = leadByte(static_cast<unsigned char>(text[i++]));
    std::uint32_t code = lead.bits;
    for (int k = 0; k < lead.following; ++k) {
      if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
        return false;
      }
      code = (code << 6) | (static_cast<unsigned char>(text[i++]) & 0x3FU);
    }
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (lead.following < 0 || code < lead.smallest || code > 0x10FFFF || surrogate) {
      return false;
    }
  }
  return true;
}

std::optional<double> numberFrom(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) {
    text.remove_prefix(1);
  }
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc{} || stop != end || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::string textOf(double number) {
  std::array<char, 400> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
  return {buffer.data(), result.ptr};
}

}  // namespace touchstone::labeling
