#include "labeling/formats/yolo.h"

#include <cstddef>
#include <cstdint>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Returns a document with one image that has what the file says.
Document documentOf(const YoloFile& file, const YoloClasses& classes) {
  Document document;
  Edit edit;
  Image image;
  image.path = "a.jpg";
  image.width = 640;
  image.height = 480;
  edit.changes.emplace_back(ImageChange{1, image});
  for (const YoloRow& row : file.rows) {
    if (!row.object) {
      continue;
    }
    const AnnotationId id = document.newAnnotationId();
    LabelClass labelClass;
    labelClass.name = classes.nameOf(row.object->classId);
    edit.changes.emplace_back(ClassChange{id, labelClass});
    Annotation annotation;
    annotation.image = 1;
    annotation.labelClass = id;
    annotation.shape = row.object->shape;
    annotation.attributes.score = row.object->score;
    annotation.unknown = row.object->unknown;
    edit.changes.emplace_back(AnnotationChange{id, annotation});
  }
  static_cast<void>(apply(document, std::move(edit)));
  return document;
}

void check(std::string_view text, YoloKind kind) {
  const auto file = readYoloText(text, "fuzz.txt", {.width = 640, .height = 480, .kind = kind});
  if (!file) {
    return;
  }
  const YoloClasses classes;
  const YoloWriting writing{
      .kind = kind, .classes = &classes, .sourceText = text, .sourceClasses = &classes};
  Document document = documentOf(*file, classes);
  const auto same = yoloText(document, 1, writing);
  require(same && *same == text, "an untouched file keeps its bytes");
  if (document.annotations().empty()) {
    return;
  }
  static_cast<void>(
      apply(document, {.name = "", .gesture = 0, .changes = {AnnotationChange{1, std::nullopt}}}));
  require(yoloText(document, 1, writing).has_value(), "an edited file can be written");
}

}  // namespace

/// Whatever is read is written back to the byte.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(text, YoloKind::Boxes);
  check(text, YoloKind::TurnedBoxes);
  return 0;
}
