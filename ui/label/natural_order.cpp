#include "ui/label/natural_order.h"

#include <algorithm>

namespace touchstone::ui {
namespace {

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Takes the digits at the front of `text` and returns them without leading zeros.
std::string_view takeNumber(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
  std::string_view number = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(number.size());
  number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

/// Less, equal or greater than 0 as the texts compare; equal where only zeros or case differ.
int compare(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (isDigit(a.front()) && isDigit(b.front())) {
      const std::string_view x = takeNumber(a);
      const std::string_view y = takeNumber(b);
      if (x != y) {
        return x.size() != y.size() ? (x.size() < y.size() ? -1 : 1) : x.compare(y);
      }
      continue;
    }
    const auto x = static_cast<unsigned char>(lower(a.front()));
    const auto y = static_cast<unsigned char>(lower(b.front()));
    if (x != y) {
      return x < y ? -1 : 1;
    }
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.empty() == b.empty() ? 0 : (a.empty() ? -1 : 1);
}

}  // namespace

bool comesBefore(std::string_view a, std::string_view b) {
  const int order = compare(a, b);
  return order != 0 ? order < 0 : a < b;
}

}  // namespace touchstone::ui
