#include "ui/review/review_queue.h"

#include "analysis/report/stored_audit.h"
#include "ui/project_session.h"
#include "ui/review/finding_text.h"

#include <algorithm>
#include <map>
#include <utility>

namespace touchstone::ui {

using labeling::DecisionKind;
using labeling::Finding;
using labeling::FindingKind;

void ReviewQueue::setSession(ProjectSession* session) {
  if (session_) {
    session_->disconnect(this);
  }
  session_ = session;
  filter_ = {};
  selection_.reset();
  answersBefore_.reset();
  if (session) {
    connect(session, &ProjectSession::changed, this, &ReviewQueue::refresh);
    connect(session, &ProjectSession::findingsChanged, this, &ReviewQueue::reload);
  }
  current_ = -1;
  reload();
}

const Finding* ReviewQueue::current() const {
  return current_ < 0 ? nullptr : &open_[static_cast<std::size_t>(current_)];
}

void ReviewQueue::setCurrentRow(int row) {
  if (row != current_ && row >= 0 && row < static_cast<int>(open_.size())) {
    current_ = row;
    Q_EMIT currentChanged(row);
  }
}

void ReviewQueue::reload() {
  all_ = session_ ? session_->project().findings() : std::vector<Finding>{};
  errors_ = session_ ? analysis::storedErrors(session_->project()) : std::nullopt;
  questioned_ = analysis::questionedLabels(all_);
  selection_.reset();
  answersBefore_.reset();
  answered_.clear();
  refresh();
}

void ReviewQueue::readDecisions() {
  answers_.clear();
  answered_.clear();
  postponed_.clear();
  if (!session_) {
    return;
  }
  // In the order of the ids, so that the newest decision on a finding is the one that counts.
  for (const auto& [id, decision] : session_->document().decisions()) {
    const bool later = decision.kind == DecisionKind::Later;
    answers_[decision.findingKey] += later ? 0 : 1;
    (later ? postponed_ : answered_).insert(decision.findingKey);
    (later ? answered_ : postponed_).erase(decision.findingKey);
  }
}

void ReviewQueue::countWrongLabels() {
  unjudged_.reset();
  if (!session_ || !errors_) {
    return;
  }
  const auto reviewed = analysis::reviewedLabels(questioned_, session_->document());
  const std::size_t needed = std::min(analysis::reviewedToCount, questioned_.size());
  unjudged_ = UnjudgedLabels{};
  if (reviewed.size() >= needed) {
    unjudged_->wrong = analysis::remainingErrors(*errors_, reviewed);
  } else {
    unjudged_->decisionsToGo = needed - reviewed.size();
  }
}

bool ReviewQueue::isOpen(const Finding& finding) const {
  return session_ && !answered_.contains(labeling::keyOf(finding)) &&
         !labeling::isMoot(session_->document(), finding);
}

bool ReviewQueue::isOpenInSelection(const Finding& finding) const {
  if (!answersBefore_) {
    return isOpen(finding);
  }
  const auto timesIn = [key = labeling::keyOf(finding)](const std::map<std::string, int>& answers) {
    const auto found = answers.find(key);
    return found == answers.end() ? 0 : found->second;
  };
  return session_ && timesIn(answers_) <= timesIn(*answersBefore_) &&
         !labeling::isMoot(session_->document(), finding);
}

void ReviewQueue::refresh() {
  const std::set<std::string> answeredBefore = answered_;
  readDecisions();
  countWrongLabels();
  allOpen_.clear();
  std::copy_if(all_.begin(), all_.end(), std::back_inserter(allOpen_),
               [this](const Finding& finding) { return isOpen(finding); });
  open_.clear();
  for (const Finding& finding : selection_ ? *selection_ : allOpen_) {
    if (selection_ ? isOpenInSelection(finding) : passes(finding)) {
      open_.push_back(finding);
    }
  }
  std::stable_partition(open_.begin(), open_.end(), [this](const Finding& finding) {
    return !postponed_.contains(labeling::keyOf(finding));
  });
  current_ = std::min(std::max(current_, 0), static_cast<int>(open_.size()) - 1);
  selectReopened(answeredBefore);
  Q_EMIT listChanged();
  Q_EMIT currentChanged(current_);
}

void ReviewQueue::selectReopened(const std::set<std::string>& answeredBefore) {
  const auto reopened = std::find_if(open_.begin(), open_.end(), [&](const Finding& finding) {
    return answeredBefore.contains(labeling::keyOf(finding));
  });
  if (reopened != open_.end()) {
    current_ = static_cast<int>(reopened - open_.begin());
  }
}

bool ReviewQueue::passes(const Finding& finding) const {
  return (!filter_.kind || finding.kind == *filter_.kind) &&
         (filter_.className.empty() || finding.given == filter_.className ||
          finding.suggested == filter_.className);
}

std::set<FindingKind> ReviewQueue::openKinds() const {
  std::set<FindingKind> kinds;
  for (const Finding& finding : allOpen_) {
    kinds.insert(finding.kind);
  }
  return kinds;
}

void ReviewQueue::setFilter(const FindingFilter& filter) {
  if (filter != filter_ || selection_) {
    filter_ = filter;
    selection_.reset();
    answersBefore_.reset();
    current_ = 0;
    refresh();
  }
}

void ReviewQueue::showOnly(std::optional<std::vector<Finding>> selection) {
  selection_ = std::move(selection);
  answersBefore_.reset();
  current_ = 0;
  refresh();
}

void ReviewQueue::askAgain(std::vector<Finding> selection) {
  selection_ = std::move(selection);
  answersBefore_ = answers_;
  current_ = 0;
  refresh();
}

bool ReviewQueue::decide(DecisionKind kind, const std::string& chosen) {
  const Finding* asked = current();
  if (!session_ || asked == nullptr) {
    return false;
  }
  const Finding finding = *asked;
  auto edit = labeling::editForDecision(session_->project(), finding, kind,
                                        {.chosen = chosen, .batch = false});
  if (!edit) {
    Q_EMIT session_->failed(QString::fromStdString(edit.error().message));
    return false;
  }
  if (!session_->perform(std::move(*edit))) {
    return false;
  }
  Q_EMIT decisionTaken();
  return true;
}

std::vector<Finding> ReviewQueue::batch() const {
  std::vector<Finding> errors;
  std::copy_if(
      allOpen_.begin(), allOpen_.end(), std::back_inserter(errors), [](const Finding& finding) {
        return (finding.kind == FindingKind::LabelError || finding.kind == FindingKind::Swapped) &&
               !finding.suggested.empty();
      });
  return errors;
}

ReviewQueue::BatchPreview ReviewQueue::batchPreview() const {
  BatchPreview preview;
  for (const Finding& finding : batch()) {
    ++(isOnTestSplit(session_->document(), finding) ? preview.onTest : preview.accepted);
  }
  return preview;
}

void ReviewQueue::acceptAll() {
  if (!session_) {
    return;
  }
  labeling::Edit all;
  int accepted = 0;
  for (const Finding& finding : batch()) {
    if (isOnTestSplit(session_->document(), finding)) {
      continue;
    }
    auto edit = labeling::editForDecision(session_->project(), finding, DecisionKind::Accept,
                                          {.chosen = {}, .batch = true});
    if (edit) {
      std::move(edit->changes.begin(), edit->changes.end(), std::back_inserter(all.changes));
      ++accepted;
    }
  }
  all.name = tr("Accept %1 suggestions").arg(accepted).toStdString();
  if (accepted > 0 && session_->perform(std::move(all))) {
    Q_EMIT session_->message(tr("Labels changed: %1. One undo takes them all back.").arg(accepted));
    Q_EMIT decisionTaken();
  }
}

}  // namespace touchstone::ui
