#include "ui/label/label_commands.h"

#include "ui/label/arrange_edits.h"
#include "ui/label/copy_edits.h"
#include "ui/label/label_edits.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"

#include <algorithm>
#include <chrono>

namespace touchstone::ui {
namespace {

using namespace labeling;

constexpr Point besideTheOriginal{10, 10};

/// Numbers that no other gesture has, also after a restart: the history outlives the program.
std::uint64_t newGesture() {
  return static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch() /
                                    std::chrono::microseconds(1));
}

bool isNewWithoutClass(const AnyChange& change) {
  const auto* object = std::get_if<AnnotationChange>(&change);
  return object != nullptr && object->value && object->value->labelClass == 0;
}

}  // namespace

LabelCommands::LabelCommands(LabelState& state, QObject* parent) : QObject(parent), state_(state) {}

void LabelCommands::setSession(ProjectSession* session) {
  session_ = session;
  copied_.clear();
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, &LabelCommands::forgetWhatIsGone);
  }
}

void LabelCommands::finish(const Edit& edit) {
  if (std::any_of(edit.changes.begin(), edit.changes.end(), isNewWithoutClass)) {
    Q_EMIT classNeeded(edit);
  } else {
    perform(edit);
  }
}

void LabelCommands::finishWithClass(Edit edit, const QString& name) {
  Edit whole{.name = edit.name, .gesture = edit.gesture, .changes = {}};
  const ClassId labelClass = classFor(name, whole);
  AnnotationIds ids;
  for (AnyChange& change : edit.changes) {
    if (isNewWithoutClass(change)) {
      auto& object = std::get<AnnotationChange>(change);
      object.value->labelClass = labelClass;
      ids.push_back(object.id);
    }
  }
  if (perform(merged(std::move(whole), std::move(edit)))) {
    remember(labelClass);
    state_.select(ids);
  }
}

void LabelCommands::reclassify(const QString& name) {
  if (session_ == nullptr) {
    return;
  }
  Edit edit{.name = "Change class", .gesture = 0, .changes = {}};
  const ClassId labelClass = classFor(name, edit);
  if (perform(merged(std::move(edit),
                     reclassification(session_->document(), state_.selection(), labelClass)))) {
    remember(labelClass);
  }
}

void LabelCommands::chooseClass(ClassId labelClass) {
  if (session_ == nullptr || session_->document().labelClass(labelClass) == nullptr) {
    return;
  }
  if (state_.tagsImages() && state_.selection().empty()) {
    perform(toggledTag(session_->document(), state_.image(), labelClass,
                       [this] { return session_->project().newAnnotationId(); }));
    return;
  }
  perform(reclassification(session_->document(), state_.selection(), labelClass));
  if (state_.selection().empty()) {
    state_.chooseForNext(labelClass);
  } else {
    remember(labelClass);
  }
}

void LabelCommands::chooseKey(char key) {
  const ClassId labelClass = session_ == nullptr ? 0 : classOfKey(session_->document(), key);
  if (labelClass == 0) {
    return;
  }
  if (!state_.tagsImages() || !state_.selection().empty()) {
    chooseClass(labelClass);
  } else if (perform(onlyTag(session_->document(), state_.image(), labelClass,
                             [this] { return session_->project().newAnnotationId(); }))) {
    Q_EMIT nextRequested();
  }
}

void LabelCommands::remember(ClassId labelClass) {
  if (state_.classChoice() != ClassChoice::Single || state_.currentClass() == 0) {
    state_.setCurrentClass(labelClass);
  }
}

void LabelCommands::removeSelection() {
  if (session_ == nullptr || state_.selection().empty()) {
    return;
  }
  const AnnotationIds free = unlocked(session_->document(), state_.selection());
  if (free.size() < state_.selection().size()) {
    Q_EMIT session_->message(tr("Locked objects were left alone. Unlock them to delete them."));
  }
  perform(removalOf(free));
}

void LabelCommands::duplicateSelection() {
  insert(selected(), besideTheOriginal);
}

void LabelCommands::copySelection() {
  copied_ = selected();
  if (!copied_.empty()) {
    Q_EMIT session_->message(copied_.size() == 1 ? tr("Copied 1 object")
                                                 : tr("Copied %1 objects").arg(copied_.size()));
  }
}

void LabelCommands::paste(ImageId previous) {
  if (session_ == nullptr) {
    return;
  }
  if (!copied_.empty()) {
    const bool isSameImage = copied_.front().image == state_.image();
    insert(copied_, isSameImage ? besideTheOriginal : Point{});
    return;
  }
  std::vector<Annotation> objects;
  for (const AnnotationId id : session_->document().annotationsOf(previous)) {
    const Annotation& annotation = *session_->document().annotation(id);
    if (!isImageTag(annotation.shape)) {
      objects.push_back(annotation);
    }
  }
  if (objects.empty()) {
    Q_EMIT session_->message(
        tr("There is nothing to paste: neither copied objects nor any on the "
           "previous image."));
  }
  insert(objects, {});
}

void LabelCommands::add(const std::vector<Annotation>& objects) {
  insert(objects, {});
}

void LabelCommands::nudge(QPoint pixels, bool isRepeat) {
  if (session_ == nullptr || state_.selection().empty()) {
    return;
  }
  if (!isRepeat) {
    nudging_ = newGesture();
  }
  const Point delta{static_cast<double>(pixels.x()), static_cast<double>(pixels.y())};
  perform(ui::nudge(session_->document(), state_.selection(), delta, nudging_));
}

void LabelCommands::toggleVerified() {
  if (session_ != nullptr) {
    perform(toggledState(session_->document(), state_.image(), ImageState::Verified));
  }
}

void LabelCommands::toggleExcluded() {
  if (session_ != nullptr) {
    perform(toggledState(session_->document(), state_.image(), ImageState::Excluded));
  }
}

bool LabelCommands::perform(Edit edit) {
  if (session_ == nullptr || edit.changes.empty()) {
    return session_ != nullptr;
  }
  return session_->perform(withImageStates(session_->document(), std::move(edit)));
}

bool LabelCommands::insert(const std::vector<Annotation>& annotations, Point offset) {
  if (session_ == nullptr || annotations.empty()) {
    return false;
  }
  AnnotationIds added;
  const bool done = perform(copiesOf(
      session_->document(), annotations, state_.image(), offset,
      [this] { return session_->project().newAnnotationId(); }, added));
  if (done) {
    state_.select(added);
  }
  return done;
}

void LabelCommands::forgetWhatIsGone() {
  const Document& document = session_->document();
  AnnotationIds selection = state_.selection();
  std::erase_if(selection, [&](AnnotationId id) {
    const Annotation* annotation = document.annotation(id);
    return annotation == nullptr || annotation->image != state_.image();
  });
  state_.select(std::move(selection));
  if (document.labelClass(state_.currentClass()) == nullptr) {
    state_.setCurrentClass(0);
  }
}

std::vector<Annotation> LabelCommands::selected() const {
  std::vector<Annotation> annotations;
  for (const AnnotationId id : state_.selection()) {
    if (const Annotation* annotation = session_->document().annotation(id)) {
      annotations.push_back(*annotation);
    }
  }
  return annotations;
}

ClassId LabelCommands::classFor(const QString& name, Edit& edit) {
  const std::string wanted = name.trimmed().toStdString();
  if (const auto known = session_->document().findClass(wanted)) {
    return *known;
  }
  const ClassId id = session_->project().newClassId();
  Edit made = newClass(session_->document(), id, wanted);
  edit.changes.insert(edit.changes.begin(), made.changes.begin(), made.changes.end());
  return id;
}

}  // namespace touchstone::ui
