#include "labeling/formats/mturk_fields.h"

#include "labeling/formats/json_text.h"
#include "labeling/formats/text.h"

#include <array>
#include <optional>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

constexpr std::string_view wholeAnswer = "taskAnswers";

Error notRead(const std::string& which) {
  return {ErrorKind::BadInput, {}, "Answers " + which + ", not read"};
}

Result<json> parsed(std::string_view text, const MturkLimits& limits) {
  if (jsonNesting(text) > limits.nesting) {
    return notRead("that are nested deeper than the limit of " + std::to_string(limits.nesting));
  }
  json value = json::parse(text, nullptr, false);
  if (value.is_discarded()) {
    return notRead(
        "that are cut off or no JSON (take the file as it was downloaded, not one that a "
        "spreadsheet has saved)");
  }
  return value;
}

/// Adds the members of `taskAnswers`: a list of objects, or one of them.
Status addWhole(json& form, std::string_view text, const MturkLimits& limits) {
  auto whole = parsed(text, limits);
  if (!whole) {
    return whole.error();
  }
  for (const json& part : whole->is_array() ? *whole : json::array({*whole})) {
    if (!part.is_object()) {
      return notRead("that are no list of objects");
    }
    form.update(part);
  }
  return Nothing{};
}

/// The last words of a flattened column's name, and whether its field is JSON of its own.
struct Ending {
  std::string_view words;
  bool isJson = false;
};
constexpr std::array endings{
    Ending{"boundingBoxes", true},
    Ending{"polygons", true},
    Ending{"instances", true},
    Ending{"labelMappings", true},
    Ending{"labels", true},
    Ending{"label"},
    Ending{"workerComment"},
    Ending{"inputImageProperties.width", true},
    Ending{"inputImageProperties.height", true},
    Ending{"labeledImage.pngImageData"},
};

/// Returns the element's name in a column that ends in `words`: "annotatedResult" of
/// "annotatedResult.boundingBoxes"; nothing when it ends otherwise.
std::optional<std::string> elementIn(std::string_view column, std::string_view words) {
  if (!column.ends_with(words)) {
    return std::nullopt;
  }
  const std::string_view rest = column.substr(0, column.size() - words.size());
  return rest.empty()         ? std::optional(std::string())
         : rest.back() == '.' ? std::optional(std::string(rest.substr(0, rest.size() - 1)))
                              : std::nullopt;
}

/// Adds "….labelMappings.LABEL.color"; the label may have dots in it.
bool addColour(json& form, std::string_view column, std::string_view text) {
  constexpr std::string_view before = ".labelMappings.";
  constexpr std::string_view after = ".color";
  const std::size_t place = column.find(before);
  if (place == std::string_view::npos || !column.ends_with(after) ||
      place + before.size() + after.size() >= column.size()) {
    return false;
  }
  const std::string_view label =
      column.substr(place + before.size(), column.size() - place - before.size() - after.size());
  json& element = form[std::string(column.substr(0, place))];
  element["labelMappings"][std::string(label)]["color"] = std::string(text);
  return true;
}

Status addFlattened(json& form,
                    std::string_view column,
                    std::string_view text,
                    const MturkLimits& limits) {
  if (addColour(form, column, text)) {
    return Nothing{};
  }
  for (const auto& [words, isJson] : endings) {
    const auto element = elementIn(column, words);
    if (!element) {
      continue;
    }
    auto value = isJson ? parsed(text, limits) : Result<json>(json(std::string(text)));
    if (!value) {
      return value.error();
    }
    std::string pointer = "/";
    for (const char c : words) {
      pointer += c == '.' ? '/' : c;
    }
    form[*element][json::json_pointer(pointer)] = *std::move(value);
    return Nothing{};
  }
  return Nothing{};
}

}  // namespace

Result<json> mturkFormOf(const MturkFields& fields, const MturkLimits& limits) {
  json form = json::object();
  try {
    for (const auto& [column, field] : fields) {
      const std::string_view text = trimmed(field);
      if (text.empty()) {
        continue;
      }
      const Status added = column == wholeAnswer ? addWhole(form, text, limits)
                                                 : addFlattened(form, column, text, limits);
      if (!added) {
        return added.error();
      }
    }
  } catch (const json::exception&) {
    return notRead("whose columns contradict each other");
  }
  return form;
}

}  // namespace touchstone::labeling
