#pragma once

#include "ui/label/arrange_edits.h"

#include <QObject>

namespace touchstone::ui {

class LabelCommands;
class LabelState;
class ProjectSession;

/// What a person can do to the selected objects besides drawing and naming them. Each command is
/// one edit; those that cannot be done say why.
class ObjectCommands : public QObject {
  Q_OBJECT

public:
  ObjectCommands(LabelState& state, LabelCommands& commands, QObject* parent = nullptr);
  void setSession(ProjectSession* session);

  /// Sets the flag in all selected objects or takes it away; `step` names it in the history.
  void toggle(bool labeling::Attributes::*flag, const std::string& step);
  void arrange(Arrangement how);
  void group();
  void ungroup();
  /// Locks the selected objects; when all are locked already, unlocks them.
  void toggleLock();
  /// Unlocks every object of the image, which the pointer cannot pick.
  void unlockAll();
  /// Hides the selected objects for now, or shows them; with none selected, shows all.
  void toggleHidden();
  void convert(labeling::ShapeKind kind);
  void join();

  /// Returns the selected objects, or those of the image without its tags when none is selected.
  [[nodiscard]] std::vector<labeling::Annotation> subjects() const;
  /// Adds the subjects to the images, in one step.
  void propagate(const std::vector<labeling::ImageId>& images);

private:
  void performOrSay(Result<labeling::Edit> edit);

  LabelState& state_;
  LabelCommands& commands_;
  ProjectSession* session_ = nullptr;
};

}  // namespace touchstone::ui
