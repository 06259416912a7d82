#include "ui/label/queue_menu.h"

#include "labeling/query/query.h"
#include "labeling/query/query_matcher.h"
#include "labeling/review/decide.h"
#include "ui/project_session.h"
#include "ui/theme/theme.h"

namespace touchstone::ui {

using namespace labeling;

QueueMenu::QueueMenu(QWidget* parent) : QMenu(parent) {
  // Counts come one by one between the events: the menu opens at once also over a large project.
  counting_.setInterval(0);
  connect(&counting_, &QTimer::timeout, this, &QueueMenu::countNext);
  connect(this, &QMenu::aboutToShow, this, &QueueMenu::fill);
  connect(this, &QMenu::aboutToHide, &counting_, &QTimer::stop);
}

void QueueMenu::fill() {
  clear();
  delete classes_;
  entries_.clear();
  counted_ = 0;
  if (session_ == nullptr) {
    return;
  }
  const auto saved = savedQueries(session_->project());
  for (const SavedQuery& query : saved) {
    add(*this, QString::fromStdString(query.name), query.text, QStringLiteral("bookmark"));
  }
  addAction(theme::icon(QStringLiteral("plus")), tr("Save this search …"), this,
            &QueueMenu::saveRequested);
  QAction* edit = addAction(theme::icon(QStringLiteral("pencil")), tr("Edit saved searches …"),
                            this, &QueueMenu::editRequested);
  edit->setEnabled(!saved.empty());
  addSeparator();
  add(*this, tr("All images"), "");
  add(*this, tr("Unlabelled"), "state:unlabelled");
  add(*this, tr("Labelled, not verified"), "state:labelled");
  add(*this, tr("Verified"), "state:verified");
  add(*this, tr("Excluded"), "state:excluded");
  add(*this, tr("With an open finding"), "finding:any");
  add(*this, tr("With an open comment"), "comment:open");
  add(*this, tr("With a problem"), "problem:yes");
  addSeparator();
  add(*this, tr("Training split"), "split:train");
  add(*this, tr("Validation split"), "split:val");
  add(*this, tr("Test split"), "split:test");
  add(*this, tr("No split yet"), "split:unassigned");
  if (!session_->document().classes().empty()) {
    addSeparator();
    classes_ = addMenu(theme::icon(QStringLiteral("tag")), tr("With a class"));
    for (const auto& [id, labelClass] : session_->document().classes()) {
      add(*classes_, QString::fromStdString(labelClass.name),
          "class:" + quotedForQuery(labelClass.name));
    }
  }
  counting_.start();
}

void QueueMenu::add(QMenu& menu,
                    const QString& text,
                    const std::string& query,
                    const QString& icon) {
  QString shown = text;
  shown.replace(QLatin1Char('&'), QStringLiteral("&&"));
  QAction* action = menu.addAction(shown);
  if (!icon.isEmpty()) {
    action->setIcon(theme::icon(icon));
  }
  action->setToolTip(QString::fromStdString(query));
  connect(action, &QAction::triggered, this,
          [this, query] { Q_EMIT chosen(QString::fromStdString(query)); });
  entries_.push_back({action, shown, query});
}

void QueueMenu::countNext() {
  if (session_ == nullptr || counted_ >= entries_.size()) {
    counting_.stop();
    return;
  }
  const Entry& entry = entries_[counted_++];
  const ParsedQuery parsed = parseQuery(entry.query);
  const auto findings =
      asksForFindings(parsed.query) ? openFindings(session_->project()) : std::vector<Finding>();
  const QueryMatcher matcher(parsed.query, session_->document(), findings);
  const QString count = parsed.problem ? tr("?") : QString::number(matcher.matchingImages().size());
  entry.action->setText(entry.text + QLatin1Char('\t') + count);
}

}  // namespace touchstone::ui
