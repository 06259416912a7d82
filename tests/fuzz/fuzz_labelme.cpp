#include "labeling/formats/labelme.h"
#include "labeling/formats/labelme_entry.h"

#include <cstddef>
#include <cstdint>
#include <map>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Returns a document with one image that has what the file says.
Document documentOf(const LabelmeFile& file) {
  Document document;
  Edit edit;
  Image image;
  image.path = "a.jpg";
  image.width = 80;
  image.height = 60;
  image.state = file.checked ? ImageState::Verified : ImageState::Labelled;
  image.tags = file.tags;
  image.unknown = file.header;
  edit.changes.emplace_back(ImageChange{1, image});
  std::map<std::string, ClassId> classes;
  for (const LabelmeObject& object : file.objects) {
    const auto [entry, isNew] = classes.emplace(object.label, classes.size() + 1);
    LabelClass labelClass;
    labelClass.name = object.label;
    edit.changes.emplace_back(ClassChange{entry->second, labelClass});
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

}  // namespace

/// Whatever is read is written back to the byte, and loses just the object that is removed; the
/// store alone gives all objects back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file =
      readLabelmeText(text, "fuzz.json", {.width = 80, .height = 60}, {.maskPixels = 1'000'000});
  if (!file) {
    return 0;
  }
  Document document = documentOf(*file);
  const auto same = labelmeJson(document, 1, {.sourceText = text, .dialect = file->dialect});
  require(same && same->text == text, "an untouched file keeps its bytes");
  const auto stored = labelmeJson(document, 1, {.sourceText = {}, .dialect = file->dialect});
  const auto fromStore = stored ? readLabelmeText(stored->text, "stored.json", {80, 60})
                                : Result<LabelmeFile>(stored.error());
  require(fromStore.has_value(), "a file from the store can be read");
  if (file->objects.empty()) {
    return 0;
  }
  static_cast<void>(
      apply(document, {.name = "", .gesture = 0, .changes = {AnnotationChange{1, std::nullopt}}}));
  const auto edited = labelmeJson(document, 1, {.sourceText = text, .dialect = std::nullopt});
  require(edited.has_value(), "an edited file can be written");
  const auto again = readLabelmeText(edited->text, "again.json", {80, 60});
  require(again && again->objects.size() + 1 >= file->objects.size(),
          "an edited file loses only what was removed");
  return 0;
}
