#include "labeling/formats/labelme_entry.h"

#include <map>
#include <utility>

namespace touchstone::labeling {
namespace {

std::string textOfValue(const AttributeValue& value) {
  return std::visit(Visitor{
                        [](bool flag) { return std::string(flag ? "true" : "false"); },
                        [](double number) { return jsonNumber(number); },
                        [](const std::string& text) { return jsonQuoted(text); },
                    },
                    value);
}

/// Writes the fields of one entry.
class EntryWriter {
public:
  explicit EntryWriter(const LabelmeEntryValues& values)
      : values_(values),
        attributes_(values.annotation->attributes),
        rest_(values.rest.empty() ? newRest(values) : values.rest),
        custom_(attributes_.custom) {}

  std::string text() {
    const std::vector<JsonMember> members = jsonMembers(rest_);
    for (const JsonMember& member : members) {
      if (const auto value = valueOf(member)) {
        append(member.key, *value);
      }
    }
    const auto missing = [&](std::string_view key) { return memberNamed(members, key) == nullptr; };
    for (const auto& [key, value] : laterFields()) {
      if (missing(key)) {
        append(key, value);
      }
    }
    return "{" + text_ + "}";
  }

private:
  static std::string newRest(const LabelmeEntryValues& values) {
    if (values.dialect == LabelmeDialect::XAnyLabeling) {
      return R"({"label":"","score":null,"points":null,"group_id":null,"description":"",)"
             R"("difficult":false,"shape_type":"","flags":{},"attributes":{},"kie_linking":[]})";
    }
    return R"({"label":"","points":null,"group_id":null,"description":"","shape_type":"",)"
           R"("flags":{},"mask":null})";
  }

  void append(std::string_view key, const std::string& value) {
    text_ += (text_.empty() ? "" : ",") + jsonQuoted(key) + ":" + value;
  }

  [[nodiscard]] std::string group() const {
    return values_.group ? std::to_string(*values_.group) : "null";
  }
  [[nodiscard]] std::string direction() const {
    constexpr double turn = 6.283185307179586;
    const double angle = std::get<OrientedBox>(values_.annotation->shape).angle;
    return jsonNumber(angle < 0 ? angle + turn : angle);
  }
  [[nodiscard]] bool isRotation() const { return values_.type == "rotation"; }

  /// Returns the current value of a field of `rest`; nothing to leave it out.
  std::optional<std::string> valueOf(const JsonMember& member) {
    const std::string& key = member.key;
    if (key == "label") {
      return jsonQuoted(values_.label);
    }
    if (key == "points") {
      return values_.points;
    }
    if (key == "mask") {
      return values_.mask.empty() ? "null" : values_.mask;
    }
    if (key == "shape_type") {
      return jsonQuoted(values_.type);
    }
    if (key == "group_id") {
      return group();
    }
    if (key == "description" && !attributes_.description.empty()) {
      return jsonQuoted(attributes_.description);
    }
    if (key == "score") {
      return attributes_.score ? jsonNumber(*attributes_.score) : std::string(member.value);
    }
    if (key == "visibility" && member.value == "2") {
      return std::to_string(values_.visibility.value_or(2));
    }
    return valueOfRest(member);
  }

  std::optional<std::string> valueOfRest(const JsonMember& member) {
    const std::string& key = member.key;
    if (key == "kie_linking" && values_.dialect == LabelmeDialect::Labelme) {
      return std::nullopt;
    }
    if (key == "flags" || key == "attributes") {
      return customIn(member.value, key == "flags");
    }
    if (key == "instance" && values_.instance != 0) {
      return std::to_string(values_.instance);
    }
    if (key == "direction" && !values_.keepsGeometry) {
      return isRotation() ? std::optional(direction()) : std::nullopt;
    }
    if (key == "cuboid3d" && !values_.keepsGeometry) {
      return std::nullopt;
    }
    const LabelmeFlag* flag = labelmeFlag(key);
    if (flag != nullptr && (member.value == "false" || attributes_.*(flag->member))) {
      return attributes_.*(flag->member) ? "true" : "false";
    }
    return std::string(member.value);
  }

  /// Returns `flags` or `attributes` with the current values of its names; flags take new ones too.
  std::string customIn(std::string_view object, bool flags) {
    if (!object.starts_with('{')) {
      return std::string(object);
    }
    std::string text;
    const auto add = [&](const std::string& name, const std::string& value) {
      text += (text.empty() ? "" : ",") + jsonQuoted(name) + ":" + value;
    };
    for (const JsonMember& member : jsonMembers(object)) {
      const auto found = custom_.find(member.key);
      const bool ours = member.value == (flags ? "false" : "null");
      if (found != custom_.end() && ours && (!flags || found->second.index() == 0)) {
        add(member.key, textOfValue(found->second));
        custom_.erase(found);
      } else if (!ours) {
        add(member.key, std::string(member.value));
      }
    }
    for (auto entry = custom_.begin(); entry != custom_.end();) {
      const bool isFlag = entry->second.index() == 0;
      const bool elsewhere = flags && isNamedInAttributes(entry->first);
      if (isFlag == flags && !elsewhere) {
        add(entry->first, textOfValue(entry->second));
        entry = custom_.erase(entry);
      } else {
        ++entry;
      }
    }
    return "{" + text + "}";
  }

  [[nodiscard]] bool isNamedInAttributes(std::string_view name) const {
    const std::vector<JsonMember> members = jsonMembers(rest_);
    const JsonMember* attributes = memberNamed(members, "attributes");
    return attributes != nullptr && memberNamed(jsonMembers(attributes->value), name) != nullptr;
  }

  /// The fields that an entry gets when `rest` does not have them, in order.
  std::vector<std::pair<std::string, std::string>> laterFields() {
    std::vector<std::pair<std::string, std::string>> fields{
        {"label", jsonQuoted(values_.label)},
        {"points", values_.points},
        {"shape_type", jsonQuoted(values_.type)}};
    const auto addIf = [&](bool condition, const char* key, const std::string& value) {
      if (condition) {
        fields.emplace_back(key, value);
      }
    };
    addIf(values_.group.has_value(), "group_id", group());
    addIf(!attributes_.description.empty(), "description", jsonQuoted(attributes_.description));
    addIf(!values_.mask.empty(), "mask", values_.mask);
    addIf(isRotation(), "direction", isRotation() ? direction() : "");
    addIf(attributes_.score.has_value(), "score", jsonNumber(attributes_.score.value_or(0)));
    addIf(values_.visibility.has_value(), "visibility",
          std::to_string(values_.visibility.value_or(2)));
    addIf(values_.instance != 0, "instance", std::to_string(values_.instance));
    for (const LabelmeFlag& flag : labelmeFlags) {
      addIf(attributes_.*(flag.member), std::string(flag.key).c_str(), "true");
    }
    const std::string flags = customIn("{}", true);
    addIf(flags != "{}", "flags", flags);
    const std::string attributes = customIn("{}", false);
    addIf(attributes != "{}", "attributes", attributes);
    return fields;
  }

  const LabelmeEntryValues& values_;
  const Attributes& attributes_;
  std::string rest_;
  std::map<std::string, AttributeValue> custom_;
  std::string text_;
};

}  // namespace

std::string labelmeEntryText(const LabelmeEntryValues& values) {
  return EntryWriter(values).text();
}

}  // namespace touchstone::labeling
