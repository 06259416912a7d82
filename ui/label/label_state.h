#pragma once

#include "labeling/annotation/annotation.h"
#include "labeling/annotation/comment.h"

#include <QObject>

#include <set>
#include <vector>

namespace touchstone::ui {

/// How an object that is drawn gets its class.
enum class ClassChoice {
  Sticky,  ///< the one that was chosen for the next objects; none was: it is asked for
  Ask,     ///< it is asked for after each object, the last one preselected, as LabelImg does
  Single   ///< always the same one: choosing a class for an object does not change it
};

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

  /// The class that was used or chosen last: where one is asked for, it is offered first.
  [[nodiscard]] labeling::ClassId currentClass() const { return currentClass_; }
  void setCurrentClass(labeling::ClassId labelClass);
  /// Makes it the class of all next objects, so that none is asked for; 0 lets it be asked for.
  void chooseForNext(labeling::ClassId labelClass);

  [[nodiscard]] bool objectsHidden() const { return objectsHidden_; }
  void setObjectsHidden(bool hidden);

  /// Whether the object is hidden for now; like the selection, this is forgotten with the image.
  [[nodiscard]] bool isHidden(labeling::AnnotationId id) const { return hidden_.contains(id); }
  [[nodiscard]] const std::set<labeling::AnnotationId>& hidden() const { return hidden_; }
  void setHidden(const std::vector<labeling::AnnotationId>& ids, bool hidden);
  void showAll();

  /// Whether the objects of the class are hidden, on every image, until they are shown again.
  [[nodiscard]] bool isClassHidden(labeling::ClassId labelClass) const {
    return hiddenClasses_.contains(labelClass);
  }
  void setClassHidden(labeling::ClassId labelClass, bool hidden);
  /// Whether an object of that class can be seen: neither it, nor its class, nor everything is
  /// hidden.
  [[nodiscard]] bool shows(labeling::AnnotationId id, labeling::ClassId labelClass) const {
    return !objectsHidden_ && !isHidden(id) && !isClassHidden(labelClass);
  }

  /// How an object that is drawn gets its class.
  [[nodiscard]] ClassChoice classChoice() const { return classChoice_; }
  void setClassChoice(ClassChoice choice);
  /// The class that the next object gets; 0 when it has to be asked for.
  [[nodiscard]] labeling::ClassId classForNew() const;

  /// The comment that is being read or written; 0 for none.
  [[nodiscard]] labeling::CommentId comment() const { return comment_; }
  void setComment(labeling::CommentId comment);

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
  void classChoiceChanged();
  void commentChanged();

private:
  labeling::ImageId image_ = 0;
  std::vector<labeling::AnnotationId> selection_;
  std::set<labeling::AnnotationId> hidden_;
  std::set<labeling::ClassId> hiddenClasses_;
  labeling::ClassId currentClass_ = 0;
  bool isChosenForNext_ = false;
  labeling::CommentId comment_ = 0;
  ClassChoice classChoice_ = ClassChoice::Sticky;
  bool tagsImages_ = false;
  bool objectsHidden_ = false;
  bool namesShown_ = true;
};

}  // namespace touchstone::ui
