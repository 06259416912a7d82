#pragma once

#include "labeling/formats/labelme.h"

#include <QFile>
#include <QString>

#include <algorithm>
#include <map>
#include <string>

namespace touchstone::labeling {

inline std::string goldenText(const char* name) {
  QFile file(QString(GOLDEN_FOLDER "/formats/") + name);
  return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// Returns the text with double quotes in place of single ones, which keeps it readable here.
inline std::string withQuotes(std::string text) {
  std::replace(text.begin(), text.end(), '\'', '"');
  return text;
}

/// Returns a document with one image, number 1, of 80 x 60 pixels that has what the file says;
/// annotations are numbered from 1 in the file's order.
inline Document documentOf(const LabelmeFile& file, const std::string& path = "shapes.pgm") {
  Document document;
  Edit edit;
  Image image;
  image.path = path;
  image.width = 80;
  image.height = 60;
  image.state = file.checked ? ImageState::Verified : ImageState::Labelled;
  image.tags = file.tags;
  image.unknown = file.header;
  edit.changes.emplace_back(ImageChange{document.newImageId(), image});
  std::map<std::string, ClassId> classes;
  for (const LabelmeObject& object : file.objects) {
    auto [entry, isNew] = classes.emplace(object.label, 0);
    if (isNew) {
      entry->second = document.newClassId();
      LabelClass labelClass;
      labelClass.name = object.label;
      edit.changes.emplace_back(ClassChange{entry->second, labelClass});
    }
    edit.changes.emplace_back(
        AnnotationChange{document.newAnnotationId(), Annotation{.image = 1,
                                                                .labelClass = entry->second,
                                                                .shape = object.shape,
                                                                .attributes = object.attributes,
                                                                .sourceId = 0,
                                                                .unknown = object.unknown}});
  }
  static_cast<void>(apply(document, std::move(edit)));
  return document;
}

/// Changes one annotation of a document.
template <class Changer>
void change(Document& document, AnnotationId id, Changer changer) {
  Annotation annotation = *document.annotation(id);
  changer(annotation);
  static_cast<void>(
      apply(document, {.name = "", .gesture = 0, .changes = {AnnotationChange{id, annotation}}}));
}

template <class Changer>
void changeImage(Document& document, Changer changer) {
  Image image = *document.image(1);
  changer(image);
  static_cast<void>(
      apply(document, {.name = "", .gesture = 0, .changes = {ImageChange{1, image}}}));
}

}  // namespace touchstone::labeling
