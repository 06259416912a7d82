#include "labeling/formats/coco_entry.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace touchstone::labeling {

std::optional<std::int64_t> cocoIdIn(const JsonValue& entry, std::string_view name) {
  const std::string_view text = entry.member(name);
  const char* const end = text.data() + text.size();
  std::int64_t id = 0;
  const auto whole = std::from_chars(text.data(), end, id);
  if (whole.ec == std::errc{} && whole.ptr == end) {
    return id;
  }
  double number = 0;
  const auto read = std::from_chars(text.data(), end, number);
  const bool isFloat = text.find_first_of(".eE") != std::string_view::npos;
  constexpr double exact = 9e15;
  return read.ec == std::errc{} && read.ptr == end && isFloat && std::floor(number) == number &&
                 std::abs(number) < exact
             ? std::optional(static_cast<std::int64_t>(number))
             : std::nullopt;
}

int cocoSizeIn(const JsonValue& entry, std::string_view name) {
  const auto size = cocoIdIn(entry, name).value_or(0);
  return size > 0 && size < INT32_MAX ? static_cast<int>(size) : 0;
}

std::string cocoTextIn(const JsonValue& entry, std::string_view name, std::size_t longest) {
  auto text = textOfJsonString(entry.member(name));
  return text && text->size() <= longest ? *std::move(text) : std::string();
}

nlohmann::json cocoValueIn(const JsonValue& entry, std::string_view name) {
  const std::string_view text = entry.member(name);
  return text.empty() ? nlohmann::json() : nlohmann::json::parse(text);
}

std::string cocoRestOf(const JsonValue& entry, std::initializer_list<std::string_view> known) {
  std::string rest;
  for (const auto& [name, value] : entry.members) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      rest += rest.empty() ? "{\"" : ",\"";
      rest.append(name).append("\":").append(value);
    }
  }
  return rest.empty() ? rest : rest + '}';
}

}  // namespace touchstone::labeling
