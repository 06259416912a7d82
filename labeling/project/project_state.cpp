#include "labeling/project/project_state.h"

#include "labeling/annotation/edit_effect.h"
#include "labeling/project/label_sync.h"
#include "labeling/project/prepare_images.h"

#include <ctime>

namespace touchstone::labeling {
namespace {

/// Moves a value out of its Result, or returns the error.
template <class T>
Status assign(T& target, Result<T> result) {
  if (!result) {
    return result.error();
  }
  target = *std::move(result);
  return Nothing{};
}

/// Undoing gives images back what a person may change, not what the program measured since.
void keepMeasurements(const Document& document, Edit& edit) {
  for (AnyChange& change : edit.changes) {
    auto* typed = std::get_if<ImageChange>(&change);
    const Image* now = typed != nullptr ? document.image(typed->id) : nullptr;
    if (now == nullptr || !typed->value) {
      continue;
    }
    typed->value->width = now->width;
    typed->value->height = now->height;
    typed->value->contentHash = now->contentHash;
    typed->value->perceptualHash = now->perceptualHash;
    typed->value->problem = now->problem;
  }
}

}  // namespace

Status Project::State::load() {
  return store->load(document)
      .and_then([&](Nothing) { return assign(settings, store->settings()); })
      .and_then([&](Nothing) { return assign(outdated, store->outdatedImages()); })
      .and_then([&](Nothing) { return assign(runs, store->runs()); })
      .and_then([&](Nothing) { return assign(findings, store->findings()); })
      .and_then([&](Nothing) { return assign(iterations, store->iterations()); })
      .and_then([&](Nothing) {
        return store->steps().transform([&](std::vector<HistoryEntry> steps) {
          history = History(std::move(steps));
          return Nothing{};
        });
      });
}

Status Project::State::carryOut(LogEntry entry,
                                Edit edit,
                                const std::function<void(const LogRow&)>& advance) {
  entry.time = std::time(nullptr);
  entry.author = author;
  entry.images = touchedImages(document, edit);
  std::set<ImageId> changed;
  if (entry.kind != EditKind::Record) {
    changed = imagesOutdatedBy(document, edit);
  }
  const Edit told = observer ? edit : Edit();
  Edit inverse;
  const auto row = store->write(entry, edit, document, changed,
                                [&] { inverse = apply(document, std::move(edit)); });
  if (!row) {
    static_cast<void>(apply(document, std::move(inverse)));
    return row.error();
  }
  outdated.merge(changed);
  advance({.id = *row, .entry = std::move(entry)});
  if (observer) {
    observer(told);
  }
  return Nothing{};
}

Status Project::State::record(Edit edit) {
  edit = reduced(std::move(edit), document);
  return edit.changes.empty()
             ? Status(Nothing{})
             : carryOut({.kind = EditKind::Record}, std::move(edit), [](const LogRow&) {});
}

Status Project::State::measureFirst(ImageId image) {
  Image measured = *document.image(image);
  if (!isUnmeasured(measured)) {
    return Nothing{};
  }
  measure(measured, folder);
  return record({.name = "Look at the images",
                 .gesture = 0,
                 .changes = {ImageChange{image, std::move(measured)}}});
}

Result<std::string> Project::State::travel(EditKind kind,
                                           const HistoryEntry& step,
                                           Result<Edit> edit,
                                           const std::function<void(const LogRow&)>& advance) {
  if (Status may = mayWrite(); !may) {
    return may.error();
  }
  if (!edit) {
    return edit.error();
  }
  keepMeasurements(document, *edit);
  edit->name = step.name;
  const std::string name = step.name;
  return carryOut({.kind = kind, .step = step.id}, reduced(*std::move(edit), document), advance)
      .transform([&](Nothing) { return name; });
}

Status Project::State::mayWrite() const {
  if (!readOnlyBecause.empty()) {
    return Error{ErrorKind::Failed, folder, readOnlyBecause};
  }
  return Nothing{};
}

}  // namespace touchstone::labeling
