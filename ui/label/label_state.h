#pragma once

#include "labeling/annotation/annotation.h"

#include <QObject>

#include <set>
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

  /// Whether the object is hidden for now; like the selection, this is forgotten with the image.
  [[nodiscard]] bool isHidden(labeling::AnnotationId id) const { return hidden_.contains(id); }
  [[nodiscard]] const std::set<labeling::AnnotationId>& hidden() const { return hidden_; }
  void setHidden(const std::vector<labeling::AnnotationId>& ids, bool hidden);
  void showAll();

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
  std::set<labeling::AnnotationId> hidden_;
  labeling::ClassId currentClass_ = 0;
  bool tagsImages_ = false;
  bool objectsHidden_ = false;
  bool namesShown_ = true;
};

}  // namespace touchstone::ui
