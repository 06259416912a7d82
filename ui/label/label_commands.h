#pragma once

#include "labeling/annotation/document.h"

#include <QObject>
#include <QPoint>

#include <vector>

namespace touchstone::ui {

class LabelState;
class ProjectSession;

/// What a person can do to the image in view and its objects. Each command is one edit.
class LabelCommands : public QObject {
  Q_OBJECT

public:
  explicit LabelCommands(LabelState& state, QObject* parent = nullptr);
  void setSession(ProjectSession* session);

  /// Performs what a tool answered; `classNeeded` when the class of a new object is not known.
  void finish(const labeling::Edit& edit);
  /// Performs the edit with the class of that name, made when there is none, in new objects.
  void finishWithClass(labeling::Edit edit, const QString& name);
  /// Gives the selected objects the class of that name, made when there is none.
  void reclassify(const QString& name);

  /// A class was chosen: for the selected objects, else for the next one; where whole images are
  /// labelled, the tag is switched.
  void chooseClass(labeling::ClassId labelClass);
  /// The same for a digit; where whole images are labelled, it sets the one tag and goes on.
  void chooseKey(char key);

  /// Performs the edit with the states of images that follow from it; false when it could not be.
  bool perform(labeling::Edit edit);

  /// Deletes the selected objects, but for locked ones.
  void removeSelection();
  void duplicateSelection();
  void copySelection();
  /// Adds what was copied, else the objects of `previous`. Never replaces any.
  void paste(labeling::ImageId previous);
  /// Adds the objects, in place, to the image in view and selects them.
  void add(const std::vector<labeling::Annotation>& objects);
  void nudge(QPoint pixels, bool isRepeat);
  void toggleVerified();
  void toggleExcluded();

Q_SIGNALS:
  void classNeeded(const touchstone::labeling::Edit& edit);
  void nextRequested();

private:
  bool insert(const std::vector<labeling::Annotation>& annotations, labeling::Point offset);
  void forgetWhatIsGone();
  /// The class that an object was given is the one of the next, unless that one is fixed.
  void remember(labeling::ClassId labelClass);
  [[nodiscard]] std::vector<labeling::Annotation> selected() const;
  /// Returns the class of that name; when there is none, puts its making at the front of `edit`.
  labeling::ClassId classFor(const QString& name, labeling::Edit& edit);

  LabelState& state_;
  ProjectSession* session_ = nullptr;
  std::vector<labeling::Annotation> copied_;
  std::uint64_t nudging_ = 0;
};

}  // namespace touchstone::ui
