#include "ui/label/comment_commands.h"

#include "ui/label/label_state.h"
#include "ui/project_session.h"

#include <QDateTime>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

namespace {

Edit step(const std::string& name, CommentId id, std::optional<Comment> value) {
  return {.name = name, .gesture = 0, .changes = {CommentChange{id, std::move(value)}}};
}

}  // namespace

CommentCommands::CommentCommands(LabelState& state, QObject* parent)
    : QObject(parent), state_(state) {}

void CommentCommands::setSession(ProjectSession* session) {
  session_ = session;
  state_.setComment(0);
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, [this] {
      if (session_->document().comment(state_.comment()) == nullptr) {
        state_.setComment(0);
      }
    });
  }
}

CommentId CommentCommands::add(Point place, const QString& text) {
  const std::string words = text.trimmed().toStdString();
  if (session_ == nullptr || words.empty() ||
      session_->document().image(state_.image()) == nullptr) {
    return 0;
  }
  const CommentId id = session_->project().newCommentId();
  const Comment comment{.image = state_.image(),
                        .x = place.x,
                        .y = place.y,
                        .text = words,
                        .author = session_->project().author(),
                        .time = QDateTime::currentSecsSinceEpoch(),
                        .resolved = false};
  if (!session_->perform(step("Add comment", id, comment))) {
    return 0;
  }
  state_.setComment(id);
  return id;
}

void CommentCommands::setText(CommentId comment, const QString& text) {
  const Comment* stored = session_ == nullptr ? nullptr : session_->document().comment(comment);
  const std::string words = text.trimmed().toStdString();
  if (stored != nullptr && !words.empty() && stored->text != words) {
    Comment changed = *stored;
    changed.text = words;
    session_->perform(step("Change comment", comment, changed));
  }
}

void CommentCommands::toggleResolved(CommentId comment) {
  const Comment* stored = session_ == nullptr ? nullptr : session_->document().comment(comment);
  if (stored != nullptr) {
    Comment changed = *stored;
    changed.resolved = !stored->resolved;
    session_->perform(
        step(changed.resolved ? "Resolve comment" : "Reopen comment", comment, changed));
  }
}

void CommentCommands::remove(CommentId comment) {
  if (session_ != nullptr && session_->document().comment(comment) != nullptr) {
    session_->perform(step("Delete comment", comment, std::nullopt));
  }
}

void CommentCommands::showNext() {
  if (session_ == nullptr) {
    return;
  }
  const auto& comments = session_->document().comments();
  const auto isOpen = [](const auto& entry) { return !entry.second.resolved; };
  const auto after = comments.upper_bound(state_.comment());
  auto next = std::find_if(after, comments.end(), isOpen);
  if (next == comments.end()) {
    next = std::find_if(comments.begin(), after, isOpen);
    if (next == after) {
      Q_EMIT session_->message(tr("No comment is open."));
      return;
    }
  }
  show(next->first);
}

void CommentCommands::show(CommentId comment) {
  const Comment* stored = session_ == nullptr ? nullptr : session_->document().comment(comment);
  if (stored != nullptr) {
    state_.setImage(stored->image);
    state_.setComment(comment);
    Q_EMIT placeRequested(stored->x, stored->y);
  }
}

int openComments(const Document& document, ImageId image) {
  return static_cast<int>(std::count_if(
      document.comments().begin(), document.comments().end(), [image](const auto& entry) {
        return !entry.second.resolved && (image == 0 || entry.second.image == image);
      }));
}

}  // namespace touchstone::ui
