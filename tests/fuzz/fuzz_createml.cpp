#include "labeling/formats/createml.h"

#include <cstddef>
#include <cstdint>

using namespace touchstone;
using namespace touchstone::labeling;

/// What is read of an image is written back to the byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = readCreatemlText(text, "fuzz.json");
  if (!file || file->entries.empty()) {
    return 0;
  }
  const CreatemlEntry& entry = file->entries.front();
  Document document;
  Edit edit;
  Image image;
  image.path = entry.image;
  image.state = entry.verified ? ImageState::Verified : ImageState::Labelled;
  edit.changes.emplace_back(ImageChange{1, image});
  for (const CreatemlObject& object : entry.objects) {
    const AnnotationId id = document.newAnnotationId();
    LabelClass labelClass;
    labelClass.name = object.label;
    edit.changes.emplace_back(ClassChange{id, labelClass});
    Annotation annotation;
    annotation.image = 1;
    annotation.labelClass = id;
    annotation.shape = object.box;
    annotation.attributes.score = object.score;
    annotation.unknown = object.unknown;
    edit.changes.emplace_back(AnnotationChange{id, annotation});
  }
  static_cast<void>(apply(document, std::move(edit)));
  const auto same = createmlText(document, 1, entry.image, text);
  require(same.has_value(), "a file that was read can be written");
  require(*same == text || file->entries.size() > 1, "an untouched file keeps its bytes");
  require(readCreatemlText(*same, "again.json").has_value(), "what is written can be read");
  return 0;
}
