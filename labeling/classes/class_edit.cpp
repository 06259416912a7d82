#include "labeling/classes/class_edit.h"

namespace touchstone::labeling {

void ClassEditCount::add(AnnotationId id, const Annotation& annotation) {
  auto [image, isNew] = images_.try_emplace(annotation.image, false);
  if (isNew) {
    const Image* stored = document_.image(annotation.image);
    image->second = stored != nullptr && stored->split == Split::Test;
    ++preview_.images;
    preview_.testImages += image->second ? 1 : 0;
    if (preview_.examples.size() < ClassEditPreview::exampleLimit) {
      preview_.examples.push_back(id);
    }
  }
  ++preview_.annotations;
  preview_.testAnnotations += image->second ? 1 : 0;
}

void ClassEditCount::addAllOf(ClassId labelClass) {
  for (const auto& [id, annotation] : document_.annotations()) {
    if (annotation.labelClass == labelClass) {
      add(id, annotation);
    }
  }
}

ClassEdit refusedEdit(std::string problem, std::optional<ClassId> clash) {
  ClassEdit refused;
  refused.preview.clash = clash;
  refused.preview.problem = std::move(problem);
  return refused;
}

}  // namespace touchstone::labeling
