#include "labeling/formats/labelme_head.h"

#include "labeling/formats/source_files.h"
#include "labeling/formats/text.h"

#include <nlohmann/json.hpp>

namespace touchstone::labeling {
namespace {

using nlohmann::json;

/// Returns the fields that an image keeps of its label file, empty when it has none.
std::string keptHeader(const Image& image) {
  const json unknown = json::parse(image.unknown, nullptr, false);
  const bool there =
      unknown.is_object() && unknown.contains("labelme") && unknown["labelme"].is_string();
  const std::string header = there ? unknown["labelme"].get<std::string>() : std::string();
  return json::accept(header) ? header : std::string();
}

/// Appends an item to the inside of a list.
void append(std::string& list, const std::string& item) {
  list += (list.empty() ? "" : ",") + item;
}

std::string tagList(std::string_view list,
                    const std::set<std::string>& tags,
                    std::set<std::string> left) {
  std::string text;
  for (const std::string_view item : jsonItems(list)) {
    const json tag = json::parse(item, nullptr, false);
    const std::string name = tag.is_string() ? tag.get<std::string>() : std::string();
    left.erase(name);
    if (!tag.is_string() || tags.contains(name)) {
      append(text, std::string(item));
    }
  }
  for (const std::string& tag : left) {
    append(text, jsonQuoted(tag));
  }
  return "[" + text + "]";
}

}  // namespace

std::string labelmeHeader(const Image& image, LabelmeDialect dialect) {
  const bool isX = dialect == LabelmeDialect::XAnyLabeling;
  const std::string kept = keptHeader(image);
  if (kept.empty()) {
    return std::string(isX ? R"({"version":"4.0.2","flags":{},"checked":false)"
                           : R"({"version":"7.1.0","flags":{})") +
           R"(,"shapes":[],"imagePath":)" + jsonQuoted(fileNameOf(image.path)) +
           R"(,"imageData":null,"imageHeight":)" + std::to_string(image.height) +
           R"(,"imageWidth":)" + std::to_string(image.width) + "}";
  }
  std::string fields;
  for (const JsonMember& member : jsonMembers(kept)) {
    if (isX || member.key != "checked") {
      append(fields, jsonQuoted(member.key) + ":" + std::string(member.value));
    }
  }
  return "{" + fields + "}";
}

LabelmeDialect dialectKeptIn(const Image& image) {
  const std::string kept = keptHeader(image);
  return memberNamed(jsonMembers(kept), "checked") != nullptr ? LabelmeDialect::XAnyLabeling
                                                              : LabelmeDialect::Labelme;
}

std::map<std::string, std::string> labelmeTagFields(std::string_view file,
                                                    const std::set<std::string>& tags) {
  const std::vector<JsonMember> members = jsonMembers(withoutByteOrderMark(file));
  std::map<std::string, std::string> fields;
  std::set<std::string> left = tags;
  const JsonMember* flags = memberNamed(members, "flags");
  std::string flagText;
  for (const JsonMember& flag : jsonMembers(flags != nullptr ? flags->value : "")) {
    const bool ours = flag.value == "true" || flag.value == "false";
    const std::string value = left.erase(flag.key) > 0 ? "true" : "false";
    append(flagText, jsonQuoted(flag.key) + ":" + (ours ? value : std::string(flag.value)));
  }
  const JsonMember* list = memberNamed(members, "tags");
  if (list != nullptr && list->value.starts_with('[')) {
    fields["tags"] = tagList(list->value, tags, std::move(left));
    left.clear();
  }
  for (const std::string& tag : left) {
    append(flagText, jsonQuoted(tag) + ":true");
  }
  if (flags == nullptr ? !flagText.empty() : flags->value.starts_with('{')) {
    fields["flags"] = "{" + flagText + "}";
  }
  return fields;
}

std::string withLabelmeFields(std::string_view file,
                              const std::map<std::string, std::string>& fields,
                              const JsonLayout& layout) {
  const std::vector<JsonMember> members = jsonMembers(withoutByteOrderMark(file));
  std::string out;
  std::size_t done = 0;
  const auto copyTo = [&](std::size_t end) {
    out += file.substr(done, end - done);
    done = end;
  };
  for (const JsonMember& member : members) {
    const auto at = static_cast<std::size_t>(member.value.data() - file.data());
    const bool isShapes = member.key == "shapes";
    for (const auto& [name, value] : fields) {
      if (isShapes && memberNamed(members, name) == nullptr) {
        copyTo(file.rfind("\"shapes\"", at));
        out += jsonQuoted(name) + layout.colon + laidOut(value, layout, 1);
        out += layout.indent.empty() ? layout.comma : "," + lineBreak(layout, 1);
      }
    }
    const auto field = fields.find(member.key);
    if (field != fields.end() &&
        (isShapes || compactJson(member.value) != compactJson(field->second))) {
      copyTo(at);
      out += isShapes ? field->second : laidOut(field->second, layout, 1);
      done = at + member.value.size();
    }
  }
  copyTo(file.size());
  return out;
}

}  // namespace touchstone::labeling
