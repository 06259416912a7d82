#include "analysis/report/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace touchstone::analysis {

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '&':
        result += "&amp;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string decimal(double value, int decimals) {
  std::array<char, 400> buffer{};
  if (!std::isfinite(value)) {
    return "–";
  }
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::fixed, decimals);
  return {buffer.data(), end.ptr};
}

std::string percentage(double share) {
  return std::isfinite(share) ? decimal(share * 100, 1) + " %" : "–";
}

std::string hexColour(std::uint32_t colour) {
  std::string text = "#";
  for (int shift = 20; shift >= 0; shift -= 4) {
    text += "0123456789abcdef"[(colour >> shift) & 0xF];
  }
  return text;
}

std::string grouped(long value) {
  std::string digits = std::to_string(value);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (value < 0 ? 1 : 0);
       at -= 3) {
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return digits;
}

std::string splitName(const std::string& split) {
  return split == "val" ? "validation" : escaped(split);
}

std::string bar(double share) {
  const double filled = std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0;
  return "<span class=\"bar\"><i style=\"--v:" + decimal(filled, 3) + "\"></i></span>";
}

std::string cell(const std::string& html, const char* style) {
  return std::string("<td class=\"") + style + "\">" + html + "</td>";
}

std::string changeCell(double change) {
  if (!std::isfinite(change)) {
    return cell("");
  }
  const std::string points = decimal(std::abs(change) * 100, 1) + " points";
  if (std::abs(change) < 0.0005) {
    return cell("±0");
  }
  return change > 0 ? cell("▲ " + points, "number up") : cell("▼ " + points, "number down");
}

std::string dateOf(std::int64_t seconds) {
  using std::chrono::days;
  const std::chrono::sys_days day(std::chrono::floor<days>(std::chrono::seconds(seconds)));
  const std::chrono::year_month_day date(day);
  const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return std::to_string(static_cast<int>(date.year())) + "-" +
         two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day()));
}

}  // namespace touchstone::analysis
