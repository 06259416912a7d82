#include "labeling/project/project.h"

#include "labeling/annotation/edit_effect.h"
#include "labeling/formats/sync_format.h"
#include "labeling/project/label_files.h"
#include "labeling/project/label_sync.h"
#include "labeling/project/project_state.h"
#include "labeling/project/shape_json.h"

#include <algorithm>
#include <cmath>
#include <future>

namespace touchstone::labeling {
namespace {

bool isFinite(const AnyChange& change) {
  if (const auto* annotation = std::get_if<AnnotationChange>(&change)) {
    return !annotation->value || isFinite(annotation->value->shape);
  }
  const auto* comment = std::get_if<CommentChange>(&change);
  return comment == nullptr || !comment->value ||
         (std::isfinite(comment->value->x) && std::isfinite(comment->value->y));
}

/// Looks at the two halves of a large edit at once.
bool isFinite(const Edit& edit) {
  constexpr std::size_t many = 10'000;
  const auto policy = edit.changes.size() > many ? std::launch::async : std::launch::deferred;
  const auto half = edit.changes.begin() + static_cast<std::ptrdiff_t>(edit.changes.size() / 2);
  const auto areFinite = [](auto first, auto last) {
    return std::all_of(first, last, [](const AnyChange& change) { return isFinite(change); });
  };
  auto rest = std::async(policy, areFinite, half, edit.changes.end());
  return areFinite(edit.changes.begin(), half) && rest.get();
}

std::optional<std::string> nameOf(const HistoryEntry* step) {
  return step == nullptr ? std::nullopt : std::optional(step->name);
}

}  // namespace

Project::Project() : state_(std::make_unique<State>(*this)) {}
Project::~Project() = default;

const std::filesystem::path& Project::folder() const {
  return state_->folder;
}
const std::filesystem::path& Project::storeFolder() const {
  return state_->place.folder;
}
bool Project::isReadOnly() const {
  return !state_->readOnlyBecause.empty();
}
const std::string& Project::author() const {
  return state_->author;
}
const std::vector<std::string>& Project::notices() const {
  return state_->notices;
}
const Document& Project::document() const {
  return state_->document;
}
AnnotationId Project::newAnnotationId() {
  return state_->document.newAnnotationId();
}
ClassId Project::newClassId() {
  return state_->document.newClassId();
}
ImageId Project::newImageId() {
  return state_->document.newImageId();
}
DecisionId Project::newDecisionId() {
  return state_->document.newDecisionId();
}
CommentId Project::newCommentId() {
  return state_->document.newCommentId();
}

Status Project::perform(Edit edit) {
  if (state_->importsFoundLabels) {
    return record(std::move(edit));
  }
  if (Status may = state_->mayWrite(); !may) {
    return may;
  }
  if (!isFinite(edit)) {
    return Error{ErrorKind::BadInput, folder(),
                 "A shape or comment needs coordinates that are numbers."};
  }
  edit = reduced(std::move(edit), state_->document);
  if (edit.changes.empty()) {
    return Nothing{};
  }
  const HistoryEntry* continued = state_->history.continuedStep(edit.gesture);
  const LogEntry entry{.kind = EditKind::Edit, .step = continued != nullptr ? continued->id : 0};
  const std::string name = edit.name;
  const std::uint64_t gesture = edit.gesture;
  return state_->carryOut(entry, std::move(edit), [&](const LogRow& row) {
    if (continued == nullptr) {
      state_->history.push({.id = row.id,
                            .time = row.entry.time,
                            .author = row.entry.author,
                            .name = name,
                            .undone = false,
                            .image = row.entry.images.first,
                            .images = row.entry.images.count},
                           gesture);
    }
  });
}

Status Project::record(Edit edit) {
  if (Status may = state_->mayWrite(); !may) {
    return may;
  }
  return state_->record(std::move(edit));
}

Result<std::optional<std::string>> Project::undo() {
  const HistoryEntry* step = state_->history.undoStep();
  if (step == nullptr) {
    return std::optional<std::string>();
  }
  return state_
      ->travel(EditKind::Undo, *step, state_->store->inverseOf(step->id),
               [this](const LogRow&) { state_->history.stepBack(); })
      .transform([](std::string name) { return std::optional(std::move(name)); });
}

Result<std::optional<std::string>> Project::redo() {
  const HistoryEntry* step = state_->history.redoStep();
  if (step == nullptr) {
    return std::optional<std::string>();
  }
  return state_
      ->travel(EditKind::Redo, *step, state_->store->inverseOfUndoing(step->id),
               [this](const LogRow&) { state_->history.stepForward(); })
      .transform([](std::string name) { return std::optional(std::move(name)); });
}

std::optional<std::string> Project::undoName() const {
  return nameOf(state_->history.undoStep());
}

std::optional<std::string> Project::redoName() const {
  return nameOf(state_->history.redoStep());
}

std::vector<HistoryEntry> Project::history(std::size_t limit) const {
  return state_->history.newest(limit);
}

const std::vector<HistoryEntry>& Project::steps() const {
  return state_->history.steps();
}

std::size_t Project::doneSteps() const {
  return state_->history.done();
}

void Project::observe(std::function<void(const Edit&)> observer) {
  state_->observer = std::move(observer);
}

Status Project::syncLabelFiles() {
  return state_->labelFiles.sync();
}

LabelFiles& Project::labelFiles() {
  return state_->labelFiles;
}

std::string Project::syncFormat() const {
  if (state_->place.isInDataFolder) {
    return "none";
  }
  const auto chosen = setting("sync.format");
  return chosen ? *chosen : suitableSyncFormat(document());
}

Status Project::setSyncFormat(const std::string& format) {
  if (format != "none" && findSyncFormat(format) == nullptr) {
    std::string known;
    for (const SyncFormat& one : syncFormats()) {
      known += std::string(one.name) + ", ";
    }
    return Error{ErrorKind::Usage, folder(),
                 "Label files can be kept as " + known + "or none, not as " + format + "."};
  }
  if (format == syncFormat() && setting("sync.format")) {
    return Nothing{};
  }
  return setSetting("sync.format", format).and_then([this](Nothing) {
    return state_->labelFiles.beginAnew();
  });
}

std::optional<std::string> Project::setting(const std::string& name) const {
  const auto found = state_->settings.find(name);
  return found == state_->settings.end() ? std::nullopt : std::optional(found->second);
}

Status Project::setSetting(const std::string& name, const std::string& value) {
  return state_->mayWrite()
      .and_then([&](Nothing) { return state_->store->setSetting(name, value); })
      .transform([&](Nothing) {
        state_->settings[name] = value;
        return Nothing{};
      });
}

}  // namespace touchstone::labeling
