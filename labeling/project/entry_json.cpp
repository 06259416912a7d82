#include "labeling/project/entry_json.h"

#include "labeling/project/shape_json.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

/// Bytes that are not UTF-8 become U+FFFD instead of an exception.
std::string written(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Writes what a source format held besides our fields, where there is something.
template <class Value>
void addSource(const Value& entry, json& value) {
  if (entry.sourceId) {
    value["sourceId"] = *entry.sourceId;
  }
  if (!entry.unknown.empty()) {
    value["unknown"] = entry.unknown;
  }
}

template <class Value>
void readSource(const json& value, Value& entry) {
  if (value.contains("sourceId")) {
    entry.sourceId = value.at("sourceId").get<std::int64_t>();
  }
  entry.unknown = value.value("unknown", std::string());
}

json toJson(const Image& image) {
  json value{{"path", image.path},
             {"width", image.width},
             {"height", image.height},
             {"contentHash", image.contentHash},
             {"perceptualHash", image.perceptualHash},
             {"split", nameOf(image.split)},
             {"state", nameOf(image.state)},
             {"tags", image.tags},
             {"problem", image.problem}};
  addSource(image, value);
  return value;
}

void fromJson(const json& value, Image& image) {
  image.path = value.at("path");
  image.width = value.at("width");
  image.height = value.at("height");
  image.contentHash = value.at("contentHash");
  image.perceptualHash = value.at("perceptualHash");
  image.split = splitFromName(value.at("split").get<std::string>()).value_or(Split::Unassigned);
  image.state =
      imageStateFromName(value.at("state").get<std::string>()).value_or(ImageState::Unlabelled);
  image.tags = value.at("tags").get<std::vector<std::string>>();
  image.problem = value.at("problem");
  readSource(value, image);
}

json toJson(const std::vector<AttributeDefinition>& definitions) {
  json list = json::array();
  for (const AttributeDefinition& definition : definitions) {
    json value{{"name", definition.name}, {"kind", nameOf(definition.kind)}};
    if (!definition.choices.empty()) {
      value["choices"] = definition.choices;
    }
    list.push_back(std::move(value));
  }
  return list;
}

void fromJson(const json& list, std::vector<AttributeDefinition>& definitions) {
  for (const json& value : list) {
    definitions.push_back({.name = value.at("name"),
                           .kind = attributeKindFromName(value.at("kind").get<std::string>())
                                       .value_or(AttributeKind::Flag),
                           .choices = value.value("choices", std::vector<std::string>())});
  }
}

json toJson(const std::map<std::string, AttributeValue>& custom) {
  json object = json::object();
  for (const auto& [name, value] : custom) {
    std::visit([&member = object[name]](const auto& typed) { member = typed; }, value);
  }
  return object;
}

/// Leaves out members that are neither a flag, a number nor text.
void fromJson(const json& object, std::map<std::string, AttributeValue>& custom) {
  for (const auto& [name, value] : object.items()) {
    if (value.is_boolean()) {
      custom[name] = value.get<bool>();
    } else if (value.is_number()) {
      custom[name] = value.get<double>();
    } else if (value.is_string()) {
      custom[name] = value.get<std::string>();
    }
  }
}

json toJson(const LabelClass& labelClass) {
  json value{{"name", labelClass.name},         {"colour", labelClass.colour},
             {"hotkey", labelClass.hotkey},     {"definition", labelClass.definition},
             {"doNotes", labelClass.doNotes},   {"dontNotes", labelClass.dontNotes},
             {"examples", labelClass.examples}, {"counterExamples", labelClass.counterExamples}};
  if (labelClass.parent) {
    value["parent"] = *labelClass.parent;
  }
  if (!labelClass.attributes.empty()) {
    value["attributes"] = toJson(labelClass.attributes);
  }
  if (!labelClass.rules.empty()) {
    value["rules"] = labelClass.rules;
  }
  if (labelClass.order != 0) {
    value["order"] = labelClass.order;
  }
  addSource(labelClass, value);
  return value;
}

void fromJson(const json& value, LabelClass& labelClass) {
  labelClass.name = value.at("name");
  labelClass.colour = value.at("colour");
  labelClass.hotkey = value.at("hotkey");
  labelClass.definition = value.at("definition");
  labelClass.doNotes = value.at("doNotes");
  labelClass.dontNotes = value.at("dontNotes");
  labelClass.examples = value.at("examples").get<std::vector<std::int64_t>>();
  labelClass.counterExamples = value.at("counterExamples").get<std::vector<std::int64_t>>();
  if (value.contains("parent")) {
    labelClass.parent = value.at("parent").get<ClassId>();
  }
  if (value.contains("attributes")) {
    fromJson(value.at("attributes"), labelClass.attributes);
  }
  labelClass.rules = value.value("rules", std::string());
  labelClass.order = value.value("order", 0);
  readSource(value, labelClass);
}

/// Writes only what differs from the default: a history of 100,000 boxes stays small.
json toJson(const Attributes& attributes) {
  json value = json::object();
  const auto flag = [&](const char* name, bool set) {
    if (set) {
      value[name] = true;
    }
  };
  const auto text = [&](const char* name, const std::string& content) {
    if (!content.empty()) {
      value[name] = content;
    }
  };
  flag("difficult", attributes.difficult);
  flag("truncated", attributes.truncated);
  flag("occluded", attributes.occluded);
  flag("crowd", attributes.crowd);
  text("pose", attributes.pose);
  text("description", attributes.description);
  text("annotator", attributes.annotator);
  if (attributes.group) {
    value["group"] = *attributes.group;
  }
  if (attributes.score) {
    value["score"] = *attributes.score;
  }
  flag("verified", attributes.verified);
  flag("locked", attributes.locked);
  if (attributes.layer != 0) {
    value["layer"] = attributes.layer;
  }
  if (!attributes.custom.empty()) {
    value["custom"] = toJson(attributes.custom);
  }
  return value;
}

void fromJson(const json& value, Attributes& attributes) {
  attributes.difficult = value.value("difficult", false);
  attributes.truncated = value.value("truncated", false);
  attributes.occluded = value.value("occluded", false);
  attributes.crowd = value.value("crowd", false);
  attributes.pose = value.value("pose", std::string());
  attributes.description = value.value("description", std::string());
  attributes.annotator = value.value("annotator", std::string());
  if (value.contains("group")) {
    attributes.group = value.at("group").get<std::int64_t>();
  }
  if (value.contains("score") && value.at("score").is_number()) {
    attributes.score = value.at("score").get<double>();
  }
  attributes.verified = value.value("verified", false);
  attributes.locked = value.value("locked", false);
  attributes.layer = value.value("layer", 0);
  if (value.contains("custom")) {
    fromJson(value.at("custom"), attributes.custom);
  }
}

json toJson(const Annotation& annotation) {
  json value{{"image", annotation.image},
             {"class", annotation.labelClass},
             {"shape", jsonOf(annotation.shape)}};
  if (json attributes = toJson(annotation.attributes); !attributes.empty()) {
    value["attributes"] = std::move(attributes);
  }
  if (annotation.sourceId != 0) {
    value["sourceId"] = annotation.sourceId;
  }
  if (!annotation.unknown.empty()) {
    value["unknown"] = annotation.unknown;
  }
  return value;
}

void fromJson(const json& value, Annotation& annotation) {
  annotation.image = value.at("image");
  annotation.labelClass = value.at("class");
  annotation.shape = shapeOf(value.at("shape"));
  if (value.contains("attributes")) {
    fromJson(value.at("attributes"), annotation.attributes);
  }
  annotation.sourceId = value.value("sourceId", std::int64_t{0});
  annotation.unknown = value.value("unknown", std::string());
}

json toJson(const Decision& decision) {
  return {{"kind", nameOf(decision.kind)},
          {"finding", decision.findingKey},
          {"chosen", decision.chosen}};
}

void fromJson(const json& value, Decision& decision) {
  decision.kind =
      decisionKindFromName(value.at("kind").get<std::string>()).value_or(DecisionKind::Later);
  decision.findingKey = value.at("finding");
  decision.chosen = value.at("chosen");
}

json toJson(const Comment& comment) {
  return {{"image", comment.image},      {"x", comment.x},           {"y", comment.y},
          {"text", comment.text},        {"author", comment.author}, {"time", comment.time},
          {"resolved", comment.resolved}};
}

void fromJson(const json& value, Comment& comment) {
  comment.image = value.at("image");
  comment.x = value.at("x");
  comment.y = value.at("y");
  comment.text = value.at("text");
  comment.author = value.at("author");
  comment.time = value.at("time");
  comment.resolved = value.at("resolved");
}

constexpr const char* memberFor(const ImageChange&) {
  return "image";
}
constexpr const char* memberFor(const ClassChange&) {
  return "class";
}
constexpr const char* memberFor(const AnnotationChange&) {
  return "annotation";
}
constexpr const char* memberFor(const DecisionChange&) {
  return "decision";
}
constexpr const char* memberFor(const CommentChange&) {
  return "comment";
}

/// Reads a change when it is of this kind.
template <class Value>
bool readChange(const json& value, std::vector<AnyChange>& changes) {
  Change<Value> change;
  const char* member = memberFor(change);
  if (!value.contains(member)) {
    return false;
  }
  change.id = value.at(member);
  if (value.contains("value")) {
    fromJson(value.at("value"), change.value.emplace());
  }
  changes.emplace_back(std::move(change));
  return true;
}

/// Returns what `read` makes of the text, or an empty value when the text is damaged.
template <class Value>
Value parsed(std::string_view text) {
  const json value = json::parse(text, nullptr, false);
  try {
    return value.get<Value>();
  } catch (const json::exception&) {
    return {};
  }
}

/// Returns what fromJson makes of the text; empty or damaged text gives an empty value.
template <class Value>
Value read(std::string_view text) {
  Value value;
  try {
    if (!text.empty()) {
      fromJson(json::parse(text), value);
    }
  } catch (const json::exception&) {
    return {};
  }
  return value;
}

}  // namespace

std::string changesToText(const std::vector<AnyChange>& changes) {
  json list = json::array();
  for (const AnyChange& change : changes) {
    std::visit(
        [&](const auto& typed) {
          json value{{memberFor(typed), typed.id}};
          if (typed.value) {
            value["value"] = toJson(*typed.value);
          }
          list.push_back(std::move(value));
        },
        change);
  }
  return written(list);
}

Result<std::vector<AnyChange>> changesFromText(std::string_view text) {
  try {
    std::vector<AnyChange> changes;
    for (const json& value : json::parse(text)) {
      if (!readChange<Annotation>(value, changes) && !readChange<Image>(value, changes) &&
          !readChange<LabelClass>(value, changes) && !readChange<Decision>(value, changes) &&
          !readChange<Comment>(value, changes)) {
        return Error{ErrorKind::BadInput, {}, "The history holds a change of an unknown kind."};
      }
    }
    return changes;
  } catch (const json::exception& exception) {
    return Error{ErrorKind::BadInput,
                 {},
                 std::string("An entry of the history is damaged: ") + exception.what()};
  }
}

std::string textOf(const std::vector<std::string>& list) {
  return list.empty() ? "[]" : written(list);
}
std::string textOf(const std::vector<std::int64_t>& list) {
  return written(list);
}
std::string textOf(const std::map<std::string, double>& figures) {
  json object = json::object();
  for (const auto& [name, figure] : figures) {
    if (std::isfinite(figure)) {
      object[name] = figure;
    }
  }
  return written(object);
}
std::vector<std::string> namesFromText(std::string_view text) {
  return text == "[]" ? std::vector<std::string>() : parsed<std::vector<std::string>>(text);
}
std::vector<std::int64_t> idsFromText(std::string_view text) {
  return parsed<std::vector<std::int64_t>>(text);
}
std::string textOf(const std::vector<AttributeDefinition>& definitions) {
  return definitions.empty() ? std::string() : written(toJson(definitions));
}
std::string textOf(const std::map<std::string, AttributeValue>& custom) {
  return custom.empty() ? std::string() : written(toJson(custom));
}
std::vector<AttributeDefinition> definitionsFromText(std::string_view text) {
  return read<std::vector<AttributeDefinition>>(text);
}
std::map<std::string, AttributeValue> customFromText(std::string_view text) {
  return read<std::map<std::string, AttributeValue>>(text);
}
std::map<std::string, double> figuresFromText(std::string_view text) {
  return parsed<std::map<std::string, double>>(text);
}

}  // namespace touchstone::labeling
