#include "ui/label/label_state.h"

#include <utility>

namespace touchstone::ui {

void LabelState::setImage(labeling::ImageId image) {
  if (image != image_) {
    image_ = image;
    select({});
    hidden_.clear();
    setComment(0);
    Q_EMIT imageChanged(image);
  }
}

void LabelState::select(std::vector<labeling::AnnotationId> selection) {
  if (selection != selection_) {
    selection_ = std::move(selection);
    Q_EMIT selectionChanged();
  }
}

void LabelState::setCurrentClass(labeling::ClassId labelClass) {
  if (labelClass != currentClass_) {
    currentClass_ = labelClass;
    Q_EMIT currentClassChanged();
  }
}

void LabelState::chooseForNext(labeling::ClassId labelClass) {
  isChosenForNext_ = labelClass != 0;
  currentClass_ = isChosenForNext_ ? labelClass : currentClass_;
  Q_EMIT currentClassChanged();
}

labeling::ClassId LabelState::classForNew() const {
  const bool isKnown = classChoice_ == ClassChoice::Single ||
                       (classChoice_ == ClassChoice::Sticky && isChosenForNext_);
  return isKnown ? currentClass_ : 0;
}

void LabelState::setTagsImages(bool tagsImages) {
  if (tagsImages != tagsImages_) {
    tagsImages_ = tagsImages;
    Q_EMIT tagsImagesChanged(tagsImages);
  }
}

void LabelState::setObjectsHidden(bool hidden) {
  if (hidden != objectsHidden_) {
    objectsHidden_ = hidden;
    Q_EMIT visibilityChanged();
  }
}

void LabelState::setHidden(const std::vector<labeling::AnnotationId>& ids, bool hidden) {
  for (const labeling::AnnotationId id : ids) {
    if (hidden) {
      hidden_.insert(id);
    } else {
      hidden_.erase(id);
    }
  }
  Q_EMIT visibilityChanged();
}

void LabelState::showAll() {
  hidden_.clear();
  hiddenClasses_.clear();
  objectsHidden_ = false;
  Q_EMIT visibilityChanged();
}

void LabelState::setClassHidden(labeling::ClassId labelClass, bool hidden) {
  if (hidden ? hiddenClasses_.insert(labelClass).second : hiddenClasses_.erase(labelClass) > 0) {
    Q_EMIT visibilityChanged();
  }
}

void LabelState::setClassChoice(ClassChoice choice) {
  if (choice != classChoice_) {
    classChoice_ = choice;
    Q_EMIT classChoiceChanged();
  }
}

void LabelState::setComment(labeling::CommentId comment) {
  if (comment != comment_) {
    comment_ = comment;
    Q_EMIT commentChanged();
  }
}

void LabelState::setNamesShown(bool shown) {
  if (shown != namesShown_) {
    namesShown_ = shown;
    Q_EMIT visibilityChanged();
  }
}

}  // namespace touchstone::ui
