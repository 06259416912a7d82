#pragma once

#include "labeling/annotation/annotation.h"

#include <QObject>

#include <vector>

namespace touchstone::ui {

/// What the person is looking at while labelling: the image, the selected objects, the class for
/// new ones, and whether objects are shown. The panels and the canvas talk through it.
class LabelState : public QObject {
  Q_OBJECT

public:
  using QObject::QObject;

  [[nodiscard]] labeling::ImageId image() const { return image_; }
  /// Shows another image, with nothing selected.
  void setImage(labeling::ImageId image);

  [[nodiscard]] const std::vector<labeling::AnnotationId>& selection() const { return selection_; }
  void select(std::vector<labeling::AnnotationId> selection);

  [[nodiscard]] labeling::ClassId currentClass() const { return currentClass_; }
  void setCurrentClass(labeling::ClassId labelClass);

  [[nodiscard]] bool objectsHidden() const { return objectsHidden_; }
  void setObjectsHidden(bool hidden);

  /// Whether classes are given to whole images rather than to objects in them.
  [[nodiscard]] bool tagsImages() const { return tagsImages_; }
  void setTagsImages(bool tagsImages);

  [[nodiscard]] bool namesShown() const { return namesShown_; }
  void setNamesShown(bool shown);

Q_SIGNALS:
  void imageChanged(qint64 image);
  void selectionChanged();
  void currentClassChanged();
  void visibilityChanged();
  void tagsImagesChanged(bool tagsImages);

private:
  labeling::ImageId image_ = 0;
  std::vector<labeling::AnnotationId> selection_;
  labeling::ClassId currentClass_ = 0;
  bool tagsImages_ = false;
  bool objectsHidden_ = false;
  bool namesShown_ = true;
};

}  // namespace touchstone::ui
