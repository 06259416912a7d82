#include "labeling/formats/pascal_voc.h"
#include "labeling/result.h"

#include <cstddef>
#include <cstdint>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Returns a document with one image that has what the file says.
Document documentOf(const VocFile& file) {
  Document document;
  Edit edit;
  Image image;
  image.path = "a.jpg";
  image.state = file.verified ? ImageState::Verified : ImageState::Labelled;
  edit.changes.emplace_back(ImageChange{1, image});
  for (const VocObject& object : file.objects) {
    const AnnotationId id = document.newAnnotationId();
    LabelClass labelClass;
    labelClass.name = object.name;
    edit.changes.emplace_back(ClassChange{id, labelClass});
    edit.changes.emplace_back(AnnotationChange{id, Annotation{.image = 1,
                                                              .labelClass = id,
                                                              .shape = object.written,
                                                              .attributes = object.attributes,
                                                              .sourceId = 0,
                                                              .unknown = object.unknown}});
  }
  static_cast<void>(apply(document, std::move(edit)));
  return document;
}

}  // namespace

/// Whatever is read is written back to the byte, and loses just the object that is removed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = readVocText(text, "fuzz.xml");
  if (!file || file->tail.empty()) {
    return 0;
  }
  Document document = documentOf(*file);
  const auto same = vocXml(document, 1, "/", {.sourceText = text});
  require(same && *same == text, "an untouched file keeps its bytes");
  if (file->objects.empty()) {
    return 0;
  }
  static_cast<void>(
      apply(document, {.name = "", .gesture = 0, .changes = {AnnotationChange{1, std::nullopt}}}));
  const auto edited = vocXml(document, 1, "/", {.sourceText = text});
  require(edited.has_value(), "an edited file can be written");
  const auto again = readVocText(*edited, "again.xml");
  require(again && again->objects.size() + 1 == file->objects.size(),
          "an edited file loses only what was removed");
  return 0;
}
