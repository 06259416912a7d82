#include "ui/tools/mask_edits.h"

#include "labeling/geometry/mask.h"
#include "ui/theme/theme.h"

namespace touchstone::ui {
namespace {

using namespace labeling;

const Mask* maskOf(const Document& document, AnnotationId id) {
  const Annotation* annotation = document.annotation(id);
  return annotation == nullptr ? nullptr : std::get_if<Mask>(&annotation->shape);
}

/// Adds the changes of the other masks of the image that lose `taken`; emptied ones are removed.
void takeFromOthers(const ToolContext& context,
                    AnnotationId object,
                    const Mask& taken,
                    Edit& edit) {
  std::vector<AnnotationId> ids;
  std::vector<const Mask*> masks;
  for (const AnnotationId id : context.document.annotationsOf(context.image)) {
    const Annotation& other = *context.document.annotation(id);
    const bool hidden = context.isHidden && context.isHidden(id);
    const Mask* mask = std::get_if<Mask>(&other.shape);
    if (id != object && mask != nullptr && !other.attributes.locked && !hidden) {
      ids.push_back(id);
      masks.push_back(mask);
    }
  }
  for (ChangedMask& changed : masksWithout(masks, taken)) {
    const AnnotationId id = ids[changed.index];
    AnnotationChange change{id, std::nullopt};
    if (!isEmpty(changed.mask)) {
      change.value = *context.document.annotation(id);
      change.value->shape = std::move(changed.mask);
    }
    edit.changes.emplace_back(std::move(change));
  }
}

}  // namespace

AnnotationId selectedMask(const ToolContext& context) {
  if (context.selection.size() != 1) {
    return 0;
  }
  const AnnotationId id = context.selection.front();
  const Annotation* annotation = context.document.annotation(id);
  const bool usable = annotation != nullptr && annotation->image == context.image &&
                      !annotation->attributes.locked &&
                      std::holds_alternative<Mask>(annotation->shape);
  return usable ? id : 0;
}

QColor colourFor(const ToolContext& context, AnnotationId object) {
  const Annotation* annotation = context.document.annotation(object);
  const LabelClass* labelClass = context.document.labelClass(
      annotation == nullptr ? context.currentClass : annotation->labelClass);
  return labelClass == nullptr ? theme::colours().accent : QColor(labelClass->colour);
}

ToolAnswer maskAnswer(const ToolContext& context,
                      AnnotationId object,
                      Mask mask,
                      const MaskEditOptions& options) {
  const Annotation* stored = context.document.annotation(object);
  const Mask* before = maskOf(context.document, object);
  if ((before != nullptr && *before == mask) || (stored == nullptr && isEmpty(mask))) {
    return {};
  }
  Edit edit{.name = options.name, .gesture = 0, .changes = {}};
  if (options.removesUnderlying) {
    takeFromOthers(context, object, before == nullptr ? mask : differenceOf(mask, *before), edit);
  }
  if (isEmpty(mask)) {
    edit.changes.emplace_back(AnnotationChange{object, std::nullopt});
    return {.edit = std::move(edit), .selection = std::vector<AnnotationId>{}};
  }
  Annotation painted;
  if (stored != nullptr) {
    painted = *stored;
  } else {
    painted.image = context.image;
    painted.labelClass = context.currentClass;
    object = context.newAnnotationId();
  }
  painted.shape = std::move(mask);
  edit.changes.emplace_back(AnnotationChange{object, std::move(painted)});
  return {.edit = std::move(edit), .selection = std::vector<AnnotationId>{object}};
}

ToolAnswer foundAnswer(const ToolContext& context,
                       const Mask& found,
                       MaskCombination combination,
                       const MaskEditOptions& options) {
  const AnnotationId object = selectedMask(context);
  const Mask* before = maskOf(context.document, object);
  if (before == nullptr || combination == MaskCombination::Replace) {
    return combination == MaskCombination::Subtract ? ToolAnswer{}
                                                    : maskAnswer(context, 0, found, options);
  }
  return maskAnswer(
      context, object,
      combination == MaskCombination::Add ? unionOf(*before, found) : differenceOf(*before, found),
      options);
}

}  // namespace touchstone::ui
