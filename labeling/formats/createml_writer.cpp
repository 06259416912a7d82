#include "labeling/formats/createml.h"
#include "labeling/formats/json_text.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace touchstone::labeling {
namespace {

using ordered_json = nlohmann::ordered_json;

/// As Python's json.dumps: everything but ASCII escaped.
std::string asciiQuoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

std::string pythonText(const ordered_json& value) {
  std::string text;
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      text += (text.empty() ? "" : ", ") + asciiQuoted(key) + ": " + pythonText(member);
    }
    return "{" + text + "}";
  }
  if (value.is_array()) {
    for (const auto& item : value) {
      text += (text.empty() ? "" : ", ") + pythonText(item);
    }
    return "[" + text + "]";
  }
  if (value.is_string()) {
    return asciiQuoted(value.get_ref<const std::string&>());
  }
  return value.is_number_float() ? jsonNumber(value.get<double>()) : value.dump();
}

/// ", " and the members that the source had beside label and coordinates; empty for none. A
/// confidence that the object lost is left out.
std::string unknownMembers(const Annotation& annotation) {
  const auto unknown = ordered_json::parse(annotation.unknown, nullptr, false);
  std::string text;
  if (!unknown.is_object() || !unknown.contains("createml")) {
    return text;
  }
  for (const auto& [key, value] : unknown["createml"].items()) {
    if (key != "confidence" || annotation.attributes.score) {
      text += ", " + asciiQuoted(key) + ": " + pythonText(value);
    }
  }
  return text;
}

std::string objectText(const std::string& label, const Annotation& annotation) {
  const Box& box = std::get<Box>(annotation.shape);
  return "{\"label\": " + asciiQuoted(label) +
         ", \"coordinates\": {\"x\": " + jsonNumber(box.x0 + box.width() / 2) +
         ", \"y\": " + jsonNumber(box.y0 + box.height() / 2) +
         ", \"width\": " + jsonNumber(box.width()) + ", \"height\": " + jsonNumber(box.height()) +
         "}" + unknownMembers(annotation) + "}";
}

/// Returns the objects' texts in the order of the annotations; those not edited since `source` was
/// read keep their bytes. `same` tells whether that was all of them.
std::vector<std::string> objectTexts(const Document& document,
                                     ImageId id,
                                     const std::vector<CreatemlObject>& source,
                                     bool& same) {
  std::vector<std::string> texts;
  std::vector<bool> used(source.size(), false);
  same = true;
  for (const AnnotationId annotationId : document.annotationsOf(id)) {
    const Annotation& annotation = *document.annotation(annotationId);
    const LabelClass* labelClass = document.labelClass(annotation.labelClass);
    const Box* box = std::get_if<Box>(&annotation.shape);
    if (box == nullptr || labelClass == nullptr) {
      continue;
    }
    std::size_t k = 0;
    while (k < used.size() &&
           (used[k] || source[k].label != labelClass->name || !(source[k].box == *box) ||
            source[k].unknown != annotation.unknown ||
            source[k].score != annotation.attributes.score)) {
      ++k;
    }
    same = same && k == texts.size() && k < used.size();
    if (k < used.size()) {
      used[k] = true;
      texts.push_back(source[k].text);
    } else {
      texts.push_back(objectText(labelClass->name, annotation));
    }
  }
  same = same && texts.size() == source.size();
  return texts;
}

/// Returns an edited entry: the members in their order, only the list and the mark replaced.
std::string editedEntry(std::string_view text, const std::string& list, bool verified) {
  std::string out;
  bool hasMark = false;
  for (const JsonMember& member : jsonMembers(text)) {
    std::string value(member.value);
    if (member.key == "annotations" || member.key == "annotation") {
      value = list;
    } else if (member.key == "verified") {
      value = verified ? "true" : "false";
      hasMark = true;
    }
    out += (out.empty() ? "" : ", ") + asciiQuoted(member.key) + ": " + value;
  }
  out += !hasMark && verified ? ", \"verified\": true" : "";
  return "{" + out + "}";
}

std::string listOf(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) {
    list += (list.empty() ? "" : ", ") + text;
  }
  return "[" + list + "]";
}

}  // namespace

const CreatemlEntry* createmlEntryOf(const CreatemlFile& file, const std::string& name) {
  const CreatemlEntry* found = nullptr;
  std::size_t candidates = 0;
  for (const CreatemlEntry& entry : file.entries) {
    const std::string path = safeRelativePath(entry.image).value_or("");
    if (path == name) {
      return &entry;
    }
    if (fileNameOf(path) == fileNameOf(name) &&
        (path == fileNameOf(path) || name.find('/') == std::string::npos)) {
      ++candidates;
      found = &entry;
    }
  }
  return candidates == 1 ? found : nullptr;
}

std::string createmlEntry(const Document& document, ImageId id, const std::string& name) {
  bool same = false;
  const bool verified = document.image(id)->state == ImageState::Verified;
  return "{\"image\": " + asciiQuoted(name) + ", \"verified\": " + (verified ? "true" : "false") +
         ", \"annotations\": " + listOf(objectTexts(document, id, {}, same)) + "}";
}

Result<std::string> createmlText(const Document& document,
                                 ImageId id,
                                 const std::string& name,
                                 std::string_view sourceText) {
  const Image* image = document.image(id);
  if (image == nullptr) {
    return Error{
        ErrorKind::Usage, {}, "The project has no image number " + std::to_string(id) + "."};
  }
  if (trimmed(sourceText).empty()) {
    return "[" + createmlEntry(document, id, name) + "]";
  }
  const auto file = readCreatemlText(sourceText, name);
  if (!file) {
    return file.error();
  }
  const CreatemlEntry* entry = createmlEntryOf(*file, name);
  std::string text(sourceText);
  if (entry == nullptr) {
    const std::size_t close = text.rfind(']');
    const std::size_t last = text.find_last_not_of(" \t\r\n", close - 1);
    text.insert(last + 1, (file->entries.empty() && text[last] == '[' ? "" : ", ") +
                              createmlEntry(document, id, name));
    return text;
  }
  bool same = false;
  const auto objects = objectTexts(document, id, entry->objects, same);
  const bool verified = image->state == ImageState::Verified;
  if (same && verified == entry->verified) {
    return text;
  }
  const std::string_view old = sourceText.substr(entry->begin, entry->end - entry->begin);
  return text.replace(entry->begin, entry->end - entry->begin,
                      editedEntry(old, listOf(objects), verified));
}

}  // namespace touchstone::labeling
