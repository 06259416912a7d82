#include "ui/label/label_edits.h"

#include "labeling/classes/class_tree.h"
#include "ui/tools/shape_moves.h"

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

Edit step(std::string name) {
  return {.name = std::move(name), .gesture = 0, .changes = {}};
}

Annotation tagOf(ImageId image, ClassId labelClass) {
  Annotation tag;
  tag.image = image;
  tag.labelClass = labelClass;
  tag.shape = ImageTag{};
  return tag;
}

/// Keys in the order in which classes without one of their own get them.
std::map<char, ClassId> keysOf(const Document& document) {
  std::map<char, ClassId> keys;
  for (const auto& [id, labelClass] : document.classes()) {
    if (labelClass.hotkey.size() == 1) {
      keys.emplace(labelClass.hotkey.front(), id);
    }
  }
  char next = '1';
  for (const ClassId id : classesInOrder(document)) {
    if (!document.labelClass(id)->hotkey.empty()) {
      continue;
    }
    while (next <= '9' && keys.contains(next)) {
      ++next;
    }
    if (next > '9') {
      break;
    }
    keys.emplace(next, id);
  }
  return keys;
}

}  // namespace

Edit removalOf(const AnnotationIds& ids) {
  Edit edit = step(ids.size() == 1 ? "Delete object" : "Delete objects");
  for (const AnnotationId id : ids) {
    edit.changes.emplace_back(AnnotationChange{id, std::nullopt});
  }
  return edit;
}

Edit reclassification(const Document& document, const AnnotationIds& ids, ClassId labelClass) {
  Edit edit = step("Change class");
  for (const AnnotationId id : ids) {
    const Annotation* stored = document.annotation(id);
    if (stored != nullptr && stored->labelClass != labelClass) {
      Annotation changed = *stored;
      changed.labelClass = labelClass;
      edit.changes.emplace_back(AnnotationChange{id, changed});
    }
  }
  return edit;
}

Edit nudge(const Document& document, const AnnotationIds& ids, Point delta, std::uint64_t gesture) {
  Edit edit = editOf(movedTogether(document, ids, delta), document, "Nudge");
  edit.gesture = gesture;
  return edit;
}

Edit toggledTag(const Document& document,
                ImageId image,
                ClassId labelClass,
                const NewAnnotationId& newId) {
  for (const AnnotationId id : document.annotationsOf(image)) {
    const Annotation& annotation = *document.annotation(id);
    if (isImageTag(annotation.shape) && annotation.labelClass == labelClass) {
      Edit edit = step("Remove tag");
      edit.changes.emplace_back(AnnotationChange{id, std::nullopt});
      return edit;
    }
  }
  Edit edit = step("Tag image");
  edit.changes.emplace_back(AnnotationChange{newId(), tagOf(image, labelClass)});
  return edit;
}

Edit onlyTag(const Document& document,
             ImageId image,
             ClassId labelClass,
             const NewAnnotationId& newId) {
  Edit edit = step("Tag image");
  bool isThere = false;
  for (const AnnotationId id : document.annotationsOf(image)) {
    const Annotation& annotation = *document.annotation(id);
    if (!isImageTag(annotation.shape)) {
      continue;
    }
    if (annotation.labelClass == labelClass && !isThere) {
      isThere = true;
    } else {
      edit.changes.emplace_back(AnnotationChange{id, std::nullopt});
    }
  }
  if (!isThere) {
    edit.changes.emplace_back(AnnotationChange{newId(), tagOf(image, labelClass)});
  }
  return edit;
}

Edit toggledState(const Document& document, ImageId image, ImageState state) {
  Edit edit = step(state == ImageState::Verified ? "Verify image" : "Exclude image");
  const Image* stored = document.image(image);
  if (stored == nullptr) {
    return edit;
  }
  Image changed = *stored;
  if (stored->state != state) {
    changed.state = state;
  } else {
    edit.name = state == ImageState::Verified ? "Take back verification" : "Include image";
    changed.state =
        document.annotationsOf(image).empty() ? ImageState::Unlabelled : ImageState::Labelled;
  }
  edit.changes.emplace_back(ImageChange{image, changed});
  return edit;
}

Edit withImageStates(const Document& document, Edit edit) {
  std::map<ImageId, int> growth;
  for (const AnyChange& any : edit.changes) {
    const auto* change = std::get_if<AnnotationChange>(&any);
    if (change == nullptr) {
      continue;
    }
    if (const Annotation* stored = document.annotation(change->id)) {
      --growth[stored->image];
    }
    if (change->value) {
      ++growth[change->value->image];
    }
  }
  for (const auto& [id, more] : growth) {
    const Image* image = document.image(id);
    const auto count = static_cast<int>(document.annotationsOf(id).size()) + more;
    const bool isOpen = image != nullptr && (image->state == ImageState::Unlabelled ||
                                             image->state == ImageState::Labelled);
    const ImageState state = count > 0 ? ImageState::Labelled : ImageState::Unlabelled;
    if (isOpen && image->state != state) {
      Image changed = *image;
      changed.state = state;
      edit.changes.emplace_back(ImageChange{id, changed});
    }
  }
  return edit;
}

Edit newClass(const Document& document, ClassId id, const std::string& name) {
  LabelClass labelClass;
  labelClass.name = name;
  labelClass.colour = defaultClassColour(document.classes().size());
  return changedClass(id, labelClass, "Add class");
}

Edit changedClass(ClassId id, const LabelClass& value, const std::string& name) {
  Edit edit = step(name);
  edit.changes.emplace_back(ClassChange{id, value});
  return edit;
}

bool labelsWholeImages(const Document& document) {
  const auto& annotations = document.annotations();
  return !annotations.empty() &&
         std::all_of(annotations.begin(), annotations.end(),
                     [](const auto& entry) { return isImageTag(entry.second.shape); });
}

ClassId classOfKey(const Document& document, char key) {
  const auto keys = keysOf(document);
  const auto found = keys.find(key);
  return found == keys.end() ? 0 : found->second;
}

std::string keyOfClass(const Document& document, ClassId labelClass) {
  for (const auto& [key, id] : keysOf(document)) {
    if (id == labelClass) {
      return {key};
    }
  }
  return {};
}

}  // namespace touchstone::ui
