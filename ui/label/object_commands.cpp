#include "ui/label/object_commands.h"

#include "ui/label/copy_edits.h"
#include "ui/label/label_commands.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

ObjectCommands::ObjectCommands(LabelState& state, LabelCommands& commands, QObject* parent)
    : QObject(parent), state_(state), commands_(commands) {}

void ObjectCommands::setSession(ProjectSession* session) {
  session_ = session;
}

void ObjectCommands::performOrSay(Result<Edit> edit) {
  if (!edit) {
    Q_EMIT session_->message(QString::fromStdString(edit.error().message));
  } else {
    commands_.perform(*std::move(edit));
  }
}

void ObjectCommands::toggle(bool Attributes::*flag, const std::string& step) {
  if (session_ != nullptr) {
    performOrSay(toggledFlag(session_->document(), state_.selection(), flag, step));
  }
}

void ObjectCommands::arrange(Arrangement how) {
  if (session_ != nullptr) {
    performOrSay(arranged(session_->document(), state_.selection(), how));
  }
}

void ObjectCommands::group() {
  if (session_ != nullptr) {
    performOrSay(grouped(session_->document(), state_.selection()));
  }
}

void ObjectCommands::ungroup() {
  if (session_ != nullptr) {
    performOrSay(ungrouped(session_->document(), state_.selection()));
  }
}

void ObjectCommands::toggleLock() {
  toggle(&Attributes::locked, "Lock");
}

void ObjectCommands::unlockAll() {
  if (session_ == nullptr) {
    return;
  }
  AnnotationIds locked;
  for (const AnnotationId id : session_->document().annotationsOf(state_.image())) {
    if (session_->document().annotation(id)->attributes.locked) {
      locked.push_back(id);
    }
  }
  performOrSay(toggledFlag(session_->document(), locked, &Attributes::locked, "Unlock"));
}

void ObjectCommands::toggleHidden() {
  const AnnotationIds& selection = state_.selection();
  if (selection.empty()) {
    state_.showAll();
    return;
  }
  const bool areHidden = std::all_of(selection.begin(), selection.end(),
                                     [this](AnnotationId id) { return state_.isHidden(id); });
  state_.setHidden(selection, !areHidden);
}

void ObjectCommands::convert(ShapeKind kind) {
  if (session_ != nullptr) {
    performOrSay(converted(session_->document(), state_.selection(), kind));
  }
}

void ObjectCommands::join() {
  if (session_ != nullptr) {
    performOrSay(joined(session_->document(), state_.selection()));
  }
}

std::vector<Annotation> ObjectCommands::subjects() const {
  std::vector<Annotation> annotations;
  if (session_ == nullptr) {
    return annotations;
  }
  const Document& document = session_->document();
  const bool all = state_.selection().empty();
  const AnnotationIds& ids = all ? document.annotationsOf(state_.image()) : state_.selection();
  for (const AnnotationId id : ids) {
    const Annotation* annotation = document.annotation(id);
    if (annotation != nullptr && !(all && isImageTag(annotation->shape))) {
      annotations.push_back(*annotation);
    }
  }
  return annotations;
}

void ObjectCommands::propagate(const std::vector<ImageId>& images) {
  if (session_ != nullptr) {
    performOrSay(propagated(session_->document(), subjects(), images,
                            [this] { return session_->project().newAnnotationId(); }));
  }
}

}  // namespace touchstone::ui
