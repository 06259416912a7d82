#include "ui/label/history_panel.h"

#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QDateTime>
#include <QListWidget>
#include <QLocale>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

constexpr std::size_t shownSteps = 200;

}  // namespace

HistoryPanel::HistoryPanel(QWidget* parent) : QWidget(parent), list_(new QListWidget) {
  list_->setAccessibleName(tr("History"));
  list_->setSelectionMode(QAbstractItemView::NoSelection);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::tight);
  layout->addWidget(makeHeading(tr("History")));
  layout->addWidget(makeCaption(
      tr("Every step is saved at once. Ctrl+Z takes steps back, also after a restart.")));
  layout->addWidget(list_, 1);
}

void HistoryPanel::setSession(ProjectSession* session) {
  session_ = session;
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, [this] {
      if (isVisible()) {
        rebuild();
      }
    });
  }
  rebuild();
}

void HistoryPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  rebuild();
}

void HistoryPanel::rebuild() {
  list_->clear();
  if (session_ == nullptr) {
    return;
  }
  for (const labeling::HistoryEntry& entry : session_->project().history(shownSteps)) {
    const QDateTime time = QDateTime::fromSecsSinceEpoch(entry.time);
    const QString when = time.date() == QDate::currentDate()
                             ? QLocale().toString(time.time(), QLocale::ShortFormat)
                             : QLocale().toString(time.date(), QLocale::ShortFormat);
    auto* item = new QListWidgetItem(
        QStringLiteral("%1   %2").arg(when, QString::fromStdString(entry.name)), list_);
    item->setToolTip(QString::fromStdString(entry.author));
    if (entry.undone) {
      item->setForeground(theme::colours().muted);
      QFont font = item->font();
      font.setStrikeOut(true);
      item->setFont(font);
    }
  }
}

}  // namespace touchstone::ui
