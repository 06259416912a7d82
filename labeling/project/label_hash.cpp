#include "labeling/images/image_hash.h"
#include "labeling/project/entry_json.h"
#include "labeling/project/project.h"

#include <algorithm>

namespace touchstone::labeling {
namespace {

/// Returns one line that says all of an annotation, with the class's name in place of its id.
std::string lineOf(const Document& document, Annotation annotation) {
  const LabelClass* labelClass = document.labelClass(annotation.labelClass);
  annotation.image = 0;
  annotation.labelClass = 0;
  annotation.sourceId = 0;
  annotation.unknown.clear();
  annotation.attributes.verified = false;
  annotation.attributes.locked = false;
  return changesToText({AnnotationChange{0, annotation}}) +
         (labelClass != nullptr ? labelClass->name : "") + '\n';
}

}  // namespace

std::string labelHashOf(const Document& document) {
  std::vector<std::string> images;
  for (const auto& [id, image] : document.images()) {
    std::vector<std::string> lines;
    for (const AnnotationId annotation : document.annotationsOf(id)) {
      lines.push_back(lineOf(document, *document.annotation(annotation)));
    }
    std::sort(lines.begin(), lines.end());
    std::string text = image.path + '\n' + image.contentHash + '\n' +
                       std::string(nameOf(image.split)) + '\n' + std::string(nameOf(image.state)) +
                       '\n';
    for (const std::string& line : lines) {
      text += line;
    }
    images.push_back(hashOfBytes(text));
  }
  std::vector<std::string> classes;
  for (const auto& [id, labelClass] : document.classes()) {
    classes.push_back(labelClass.name);
  }
  std::sort(images.begin(), images.end());
  std::sort(classes.begin(), classes.end());
  std::string all;
  for (const std::string& hash : images) {
    all += hash;
  }
  for (const std::string& name : classes) {
    all += name + '\n';
  }
  return hashOfBytes(all);
}

}  // namespace touchstone::labeling
