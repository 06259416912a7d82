#include "labeling/formats/pascal_voc.h"
#include "labeling/formats/source_files.h"
#include "labeling/formats/text.h"
#include "labeling/images/image_header.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace touchstone::labeling {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string element(std::string_view indent, std::string_view name, std::string_view text) {
  std::string line(indent);
  line.append("<").append(name).append(">").append(escaped(text));
  return line.append("</").append(name).append(">\n");
}

std::string flag(bool value) {
  return value ? "1" : "0";
}

/// Returns the whole numbers that LabelImg would write for a box.
Box wholeNumbers(const Box& box, VocOrigin origin) {
  Box written = boxToVoc(box, origin);
  for (double* edge : {&written.x0, &written.y0, &written.x1, &written.y1}) {
    *edge = std::round(*edge);
  }
  written.x0 = std::max(written.x0, 1.0);
  written.y0 = std::max(written.y0, 1.0);
  return written;
}

std::string unknownText(const Annotation& annotation) {
  const auto json = nlohmann::json::parse(annotation.unknown, nullptr, false);
  if (!json.is_object() || !json.contains("voc") || !json["voc"].is_string()) {
    return {};
  }
  return "\t\t" + json["voc"].get<std::string>() + "\n";
}

std::string objectText(const std::string& name,
                       const Annotation& annotation,
                       const Image& image,
                       VocOrigin origin) {
  const Attributes& attributes = annotation.attributes;
  const Box written = wholeNumbers(std::get<Box>(annotation.shape), origin);
  const bool touchesEdge =
      written.x0 == 1 || written.y0 == 1 || written.x1 == image.width || written.y1 == image.height;
  std::string text = "\n\t<object>\n" + element("\t\t", "name", name);
  text += element("\t\t", "pose", attributes.pose.empty() ? "Unspecified" : attributes.pose);
  text += element("\t\t", "truncated", flag(attributes.truncated || touchesEdge));
  text += element("\t\t", "difficult", flag(attributes.difficult));
  if (attributes.occluded) {
    text += element("\t\t", "occluded", "1");
  }
  text += "\t\t<bndbox>\n";
  text += element("\t\t\t", "xmin", textOf(written.x0));
  text += element("\t\t\t", "ymin", textOf(written.y0));
  text += element("\t\t\t", "xmax", textOf(written.x1));
  text += element("\t\t\t", "ymax", textOf(written.y1));
  return text + "\t\t</bndbox>\n" + unknownText(annotation) + "\t</object>";
}

/// 1 for a grey picture, else 3, as LabelImg writes.
const char* depthOf(const std::filesystem::path& image) {
  std::ifstream stream(image, std::ios::binary);
  const auto type = readImageFileType(stream);
  const auto header = type ? readImageHeader(stream, *type) : std::nullopt;
  return header && header->isGrey ? "1" : "3";
}

/// The header that LabelImg gives a new file.
VocFile newFile(const Image& image, const std::filesystem::path& projectFolder) {
  const std::filesystem::path path = projectFolder / image.path;
  VocFile file;
  file.head = "\n" + element("\t", "folder", path.parent_path().filename().string()) +
              element("\t", "filename", path.filename().string()) +
              element("\t", "path", path.string()) +
              "\t<source>\n\t\t<database>Unknown</database>\n\t</source>\n\t<size>\n" +
              element("\t\t", "width", std::to_string(image.width)) +
              element("\t\t", "height", std::to_string(image.height)) +
              element("\t\t", "depth", depthOf(path)) + "\t</size>\n\t<segmented>0</segmented>";
  file.tail = "\n</annotation>\n";
  return file;
}

bool says(const VocObject& object,
          const std::string& name,
          const Annotation& annotation,
          VocOrigin origin) {
  const Attributes& attributes = annotation.attributes;
  return object.name == name &&
         boxFromVoc(object.written, origin) == std::get<Box>(annotation.shape) &&
         object.attributes.difficult == attributes.difficult &&
         object.attributes.truncated == attributes.truncated &&
         object.attributes.occluded == attributes.occluded &&
         object.attributes.pose == attributes.pose && object.unknown == annotation.unknown;
}

/// Returns the objects' texts in the order of the annotations; those not edited since `source` was
/// read keep their bytes. `same` tells whether that was all of them.
std::vector<std::string> objectTexts(
    const Document& document, ImageId id, const VocFile& source, VocOrigin origin, bool& same) {
  std::vector<std::string> texts;
  std::vector<bool> used(source.objects.size(), false);
  same = true;
  for (const AnnotationId annotationId : document.annotationsOf(id)) {
    const Annotation& annotation = *document.annotation(annotationId);
    const LabelClass* labelClass = document.labelClass(annotation.labelClass);
    if (!std::holds_alternative<Box>(annotation.shape) || labelClass == nullptr) {
      continue;
    }
    std::size_t k = 0;
    while (k < used.size() &&
           (used[k] || !says(source.objects[k], labelClass->name, annotation, origin))) {
      ++k;
    }
    same = same && k == texts.size() && k < used.size();
    if (k < used.size()) {
      used[k] = true;
      texts.push_back(source.objects[k].text);
    } else {
      texts.push_back(objectText(labelClass->name, annotation, *document.image(id), origin));
    }
  }
  same = same && texts.size() == source.objects.size();
  return texts;
}

}  // namespace

Result<std::string> vocXml(const Document& document,
                           ImageId id,
                           const std::filesystem::path& projectFolder,
                           const VocWriteOptions& options) {
  const Image* image = document.image(id);
  if (image == nullptr) {
    return Error{ErrorKind::Usage, projectFolder,
                 "The project has no image number " + std::to_string(id) + "."};
  }
  VocFile source = newFile(*image, projectFolder);
  const bool hasSource = !trimmed(options.sourceText).empty();
  if (hasSource) {
    auto read = readVocText(options.sourceText, image->path);
    if (!read) {
      return read.error();
    }
    if (!read->tail.empty()) {
      source = std::move(*read);
    }
  }
  const bool verified = image->state == ImageState::Verified;
  bool same = false;
  const auto texts = objectTexts(document, id, source, options.origin, same);
  if (hasSource && same && verified == source.verified) {
    return std::string(options.sourceText);
  }
  std::string xml = source.beforeRoot + "<annotation" + (verified ? " verified=\"yes\"" : "");
  for (const auto& [name, value] : source.rootAttributes) {
    xml += " " + name + "=\"" + escaped(value) + "\"";
  }
  xml += ">" + source.head;
  for (const std::string& text : texts) {
    xml += text;
  }
  return xml + source.tail;
}

}  // namespace touchstone::labeling
