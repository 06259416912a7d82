#include "ui/project_session.h"

#include "labeling/project/label_files.h"
#include "labeling/project/prepare_images.h"
#include "ui/train/training_loop.h"

namespace touchstone::ui {
namespace {

constexpr int flushDelay = 500;  ///< milliseconds

}  // namespace

ProjectSession::ProjectSession(std::unique_ptr<labeling::Project> project, QObject* parent)
    : QObject(parent), project_(std::move(project)) {
  flushSoon_.setSingleShot(true);
  flushSoon_.setInterval(flushDelay);
  connect(&flushSoon_, &QTimer::timeout, this, &ProjectSession::flush);
  project_->observe([this](const labeling::Edit& edit) {
    if (!isRecordingSizes_) {
      flushSoon_.start();
      Q_EMIT changed(edit);
    }
  });
}

ProjectSession::~ProjectSession() {
  if (flushSoon_.isActive()) {
    flush();
  }
  loop_.reset();
  project_->observe({});
}

void ProjectSession::measure(labeling::ImageId image) {
  const labeling::Image* known = document().image(image);
  if (known == nullptr || !labeling::isUnmeasured(*known) || project_->isReadOnly()) {
    return;
  }
  labeling::Image looked = *known;
  labeling::measure(looked, project_->folder());
  const Status done = project_->record({.name = "Look at the images",
                                        .gesture = 0,
                                        .changes = {labeling::ImageChange{image, looked}}});
  if (!done) {
    Q_EMIT failed(QString::fromStdString(done.error().message));
  }
}

bool ProjectSession::recordSizes(labeling::Edit edit) {
  labeling::Edit unreadable{.name = edit.name, .gesture = 0, .changes = {}};
  for (const labeling::AnyChange& change : edit.changes) {
    if (!std::get<labeling::ImageChange>(change).value->problem.empty()) {
      unreadable.changes.push_back(change);
    }
  }
  const auto count = static_cast<int>(edit.changes.size());
  isRecordingSizes_ = true;
  const Status done = project_->record(std::move(edit));
  isRecordingSizes_ = false;
  if (!done) {
    Q_EMIT failed(QString::fromStdString(done.error().message));
    return false;
  }
  Q_EMIT measured(count);
  if (!unreadable.changes.empty()) {
    Q_EMIT changed(unreadable);
  }
  return true;
}

bool ProjectSession::perform(labeling::Edit edit) {
  if (const Status done = project_->perform(std::move(edit)); !done) {
    Q_EMIT failed(QString::fromStdString(done.error().message));
    return false;
  }
  return true;
}

void ProjectSession::undo() {
  const auto undone = project_->undo();
  if (!undone) {
    Q_EMIT failed(QString::fromStdString(undone.error().message));
  } else if (*undone) {
    Q_EMIT message(tr("Undone: %1").arg(QString::fromStdString(**undone)));
  }
}

void ProjectSession::redo() {
  const auto redone = project_->redo();
  if (!redone) {
    Q_EMIT failed(QString::fromStdString(redone.error().message));
  } else if (*redone) {
    Q_EMIT message(tr("Redone: %1").arg(QString::fromStdString(**redone)));
  }
}

void ProjectSession::flush() {
  flushSoon_.stop();
  if (const Status done = project_->syncLabelFiles(); !done) {
    Q_EMIT failed(QString::fromStdString(done.error().message));
  }
  for (const std::string& notice : project_->labelFiles().takeNotices()) {
    Q_EMIT message(QString::fromStdString(notice));
  }
}

TrainingLoop& ProjectSession::trainingLoop() {
  if (!loop_) {
    setEngine(installedEngine());
  }
  return *loop_;
}

void ProjectSession::setEngine(const EngineProgram& engine) {
  loop_ = std::make_unique<TrainingLoop>(*this, engine);
}

void ProjectSession::showInEditor(labeling::ImageId image,
                                  std::optional<labeling::AnnotationId> annotation) {
  Q_EMIT editorRequested(image, annotation.value_or(0));
}

}  // namespace touchstone::ui
