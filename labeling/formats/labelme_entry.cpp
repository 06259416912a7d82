#include "labeling/formats/labelme_entry.h"

#include "labeling/formats/labelme_shape.h"
#include "labeling/formats/text.h"
#include "labeling/images/image_hash.h"
#include "labeling/project/shape_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

Error notRead(const std::string& what) {
  return {ErrorKind::BadInput, {}, "Shapes " + what + ", kept in the file but not read"};
}

std::optional<std::vector<Point>> pointsIn(std::string_view text, std::size_t limit) {
  const std::vector<std::string_view> items = jsonItems(text);
  if (!text.starts_with('[') || items.size() > limit) {
    return std::nullopt;
  }
  std::vector<Point> points;
  for (const std::string_view item : items) {
    const std::vector<std::string_view> pair = jsonItems(item);
    const auto x = pair.size() == 2 ? numberFrom(pair[0]) : std::nullopt;
    const auto y = x ? numberFrom(pair[1]) : std::nullopt;
    if (!y) {
      return std::nullopt;
    }
    points.push_back({*x, *y});
  }
  return points;
}

json parsed(std::string_view text) {
  return json::parse(text, nullptr, false);
}

/// Returns the value that stands for an attribute in `custom`; nothing for a list or an object.
std::optional<AttributeValue> attributeValue(const json& value) {
  if (value.is_boolean()) {
    return AttributeValue(value.get<bool>());
  }
  if (value.is_number()) {
    return AttributeValue(value.get<double>());
  }
  return value.is_string() ? std::optional<AttributeValue>(value.get<std::string>()) : std::nullopt;
}

/// Reads the fields of one entry.
class EntryReader {
public:
  EntryReader(LabelmeDialect dialect, ImageSize size, const LabelmeLimits& limits)
      : dialect_(dialect), size_(size), limits_(limits) {}

  Result<LabelmeEntry> read(std::string_view text) {
    members_ = jsonMembers(text);
    if (!text.starts_with('{')) {
      return notRead("that are no JSON object");
    }
    if (repeatedKey(members_)) {
      return notRead("that have a field twice");
    }
    const json label = valueOf("label");
    if (!label.is_string() || label.get_ref<const std::string&>().empty() ||
        label.get_ref<const std::string&>().size() > limits_.textLength) {
      return notRead("without a text \"label\"");
    }
    entry_.label = label.get<std::string>();
    const json type = valueOf("shape_type");
    entry_.type = type.is_string() ? type.get<std::string>() : "polygon";
    return readShape().and_then([&](Nothing) { return readFields(); }).transform([&](Nothing) {
      return std::move(entry_);
    });
  }

private:
  [[nodiscard]] json valueOf(std::string_view key) const {
    const JsonMember* member = memberNamed(members_, key);
    return member != nullptr ? parsed(member->value) : json();
  }

  Status readShape() {
    const JsonMember* member = memberNamed(members_, "points");
    const auto points =
        member != nullptr ? pointsIn(member->value, limits_.pointsPerShape) : std::nullopt;
    if (!points || points->empty()) {
      return notRead("whose \"points\" are not a list of pairs of numbers");
    }
    const auto count = pointCountOf(entry_.type, points->size());
    if (count && points->size() != *count) {
      return notRead("of the type " + entry_.type + " that do not have " + std::to_string(*count) +
                     (*count == 1 ? " point" : " points"));
    }
    const json mask = valueOf("mask");
    if (!mask.is_null() && (entry_.type != "mask" || !mask.is_string())) {
      return notRead("with a \"mask\" that is not the text of the type mask");
    }
    if (entry_.type != "mask") {
      entry_.shape = shapeOfLabelme(entry_.type, *points);
      keepsPoints_ = !isGivenBack(*points);
      return Nothing{};
    }
    const auto drawn = mask.is_string() ? maskFromLabelme(mask.get_ref<const std::string&>(),
                                                          points->front(), size_, limits_)
                                        : std::nullopt;
    if (!drawn) {
      return notRead("whose \"mask\" is not a PNG in base64");
    }
    entry_.shape = *drawn;
    return Nothing{};
  }

  [[nodiscard]] bool isGivenBack(const std::vector<Point>& points) const {
    const auto lists = labelmePoints(entry_.shape, dialect_);
    return lists.size() == 1 && lists[0] == points &&
           labelmeTypeOf(entry_.shape, entry_.type, dialect_) == entry_.type;
  }

  Status readFields() {
    Attributes& attributes = entry_.attributes;
    const json group = valueOf("group_id");
    if (!group.is_null() &&
        (!group.is_number_integer() ||
         (group.is_number_unsigned() && group.get<std::uint64_t>() > INT64_MAX))) {
      return notRead("whose \"group_id\" is not a whole number");
    }
    if (!group.is_null()) {
      attributes.group = group.get<std::int64_t>();
    }
    const json flags = valueOf("flags");
    const bool allFlags =
        flags.is_object() &&
        std::all_of(flags.begin(), flags.end(), [](const json& flag) { return flag.is_boolean(); });
    if (!flags.is_null() && !allFlags) {
      return notRead("whose \"flags\" are not all true or false");
    }
    std::string rest;
    for (const JsonMember& member : members_) {
      rest += (rest.empty() ? "" : ",") + jsonQuoted(member.key) + ":" + take(member);
    }
    entry_.rest = "{" + rest + "}";
    return Nothing{};
  }

  /// Takes what we interpret out of a field, and returns what is left of its value.
  std::string take(const JsonMember& member) {
    const std::string& key = member.key;
    if (key == "label") {
      return "\"\"";
    }
    if (key == "group_id" || key == "mask" || (key == "points" && !keepsPoints_)) {
      return "null";
    }
    if (key == "flags" || key == "attributes") {
      return takeCustom(member.value, key == "flags");
    }
    const json value = key == "points" ? json() : parsed(member.value);
    if (key == "description" && value.is_string() &&
        value.get_ref<const std::string&>().size() <= limits_.textLength) {
      entry_.attributes.description = value.get<std::string>();
      return "\"\"";
    }
    if (key == "score" && value.is_number()) {
      entry_.attributes.score = value.get<double>();
      return "null";
    }
    if (key == "visibility" && value.is_number_integer() && entry_.type == "point") {
      std::get<Keypoints>(entry_.shape).points[0].visibility =
          static_cast<int>(std::clamp<std::int64_t>(value.get<std::int64_t>(), 0, 2));
      return "2";
    }
    const LabelmeFlag* flag = labelmeFlag(key);
    if (flag != nullptr && value.is_boolean()) {
      entry_.attributes.*(flag->member) = value.get<bool>();
      return "false";
    }
    return compactJson(member.value);
  }

  /// Takes the values of `flags` or `attributes` out; their names and what we cannot hold stay.
  std::string takeCustom(std::string_view object, bool flags) {
    if (!object.starts_with('{')) {
      return compactJson(object);
    }
    std::string rest;
    for (const JsonMember& member : jsonMembers(object)) {
      const auto value = attributeValue(parsed(member.value));
      const bool taken = value && entry_.attributes.custom.emplace(member.key, *value).second;
      rest += (rest.empty() ? "" : ",") + jsonQuoted(member.key) + ":";
      rest += !taken ? compactJson(member.value) : flags ? "false" : "null";
    }
    return "{" + rest + "}";
  }

  LabelmeDialect dialect_;
  ImageSize size_;
  const LabelmeLimits& limits_;
  std::vector<JsonMember> members_;
  LabelmeEntry entry_;
  bool keepsPoints_ = false;
};

std::string shapeMark(const Shape& shape) {
  return hashOfBytes(shapeToText(shape)).substr(0, 16);
}

std::string textIn(const std::string& unknown, const char* key) {
  const json kept = parsed(unknown);
  const bool there = kept.is_object() && kept.contains(key) && kept[key].is_string();
  return there ? kept[key].get<std::string>() : std::string();
}

}  // namespace

const LabelmeFlag* labelmeFlag(std::string_view key) {
  const auto* found = std::find_if(labelmeFlags.begin(), labelmeFlags.end(),
                                   [&](const LabelmeFlag& flag) { return flag.key == key; });
  return found != labelmeFlags.end() ? found : nullptr;
}

Result<LabelmeEntry> readLabelmeEntry(std::string_view entry,
                                      LabelmeDialect dialect,
                                      ImageSize size,
                                      const LabelmeLimits& limits) {
  return EntryReader(dialect, size, limits).read(entry);
}

bool arePartsOfOne(const LabelmeEntry& a, const LabelmeEntry& b) {
  const bool kind = a.type == b.type && (a.type == "polygon" || a.type == "point");
  return kind && a.label == b.label && a.attributes.group && a.attributes == b.attributes &&
         a.rest == b.rest;
}

std::string labelmeUnknown(const std::string& rest, const Shape& shape) {
  json unknown{{"labelme", rest}};
  if (keepsPoints(rest)) {
    unknown["labelmeShape"] = shapeMark(shape);
  }
  return unknown.dump(-1, ' ', false, json::error_handler_t::replace);
}

LabelmeKept keptIn(const Annotation& annotation) {
  LabelmeKept kept{.rest = restIn(annotation.unknown), .isUntouched = false};
  kept.isUntouched = keepsPoints(kept.rest) &&
                     textIn(annotation.unknown, "labelmeShape") == shapeMark(annotation.shape);
  return kept;
}

std::string restIn(const std::string& unknown) {
  const std::string rest = textIn(unknown, "labelme");
  return json::accept(rest) ? rest : std::string();
}

bool keepsPoints(std::string_view rest) {
  const std::vector<JsonMember> members = jsonMembers(rest);
  const JsonMember* points = memberNamed(members, "points");
  return points != nullptr && points->value != "null";
}

}  // namespace touchstone::labeling
