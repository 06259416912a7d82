#include "ui/label/history_panel.h"

#include "ui/label/history_delegate.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QListView>
#include <QMenu>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

constexpr int clockInterval = 30'000;  ///< milliseconds

}  // namespace

HistoryPanel::HistoryPanel(QWidget* parent)
    : QWidget(parent), list_(new QListView), hint_(makeCaption({})) {
  list_->setModel(&model_);
  list_->setItemDelegate(new HistoryDelegate(list_));
  list_->setUniformItemSizes(true);
  list_->setMouseTracking(true);
  list_->setAccessibleName(tr("History"));
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::tight);
  layout->addWidget(makeHeading(tr("History")));
  layout->addWidget(hint_);
  layout->addWidget(list_, 1);
  clock_.setInterval(clockInterval);
  connect(&clock_, &QTimer::timeout, &model_, &HistoryModel::refreshTimes);
  connect(list_, &QListView::activated, this,
          [this](const QModelIndex& index) { travelTo(index.row()); });
  connect(list_, &QListView::clicked, this,
          [this](const QModelIndex& index) { travelTo(index.row()); });
  connect(list_, &QWidget::customContextMenuRequested, this, &HistoryPanel::showMenu);
  for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
    connect(&model_, signal, this, &HistoryPanel::updateHint);
  }
  connect(&model_, &QAbstractItemModel::modelReset, this, &HistoryPanel::updateHint);
  updateHint();
}

void HistoryPanel::setSession(ProjectSession* session) {
  session_ = session;
  model_.setSession(session);
}

void HistoryPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  model_.refreshTimes();
  clock_.start();
}

void HistoryPanel::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  clock_.stop();
}

void HistoryPanel::travelTo(int row) {
  const int steps = model_.stepsTo(row);
  if (session_ == nullptr || steps == 0) {
    return;
  }
  const qint64 image = model_.index(row).data(HistoryModel::ImageRole).toLongLong();
  travelBy(steps);
  if (image != 0) {
    Q_EMIT imageRequested(image);
  }
}

void HistoryPanel::travelBy(int steps) {
  labeling::Project& project = session_->project();
  for (int n = 0; n < std::abs(steps); ++n) {
    const auto moved = steps > 0 ? project.undo() : project.redo();
    if (!moved) {
      Q_EMIT session_->failed(QString::fromStdString(moved.error().message));
      return;
    }
  }
}

void HistoryPanel::showMenu(const QPoint& position) {
  const QModelIndex index = list_->indexAt(position);
  if (!index.isValid()) {
    return;
  }
  const qint64 image = index.data(HistoryModel::ImageRole).toLongLong();
  const int row = index.row();
  QMenu menu;
  menu.addAction(theme::icon(QStringLiteral("history")), tr("Go to this state"), this,
                 [this, row] { travelTo(row); });
  QAction* before =
      menu.addAction(theme::icon(QStringLiteral("undo-2")), tr("Go to the state before it"), this,
                     [this, row] { travelBy(model_.stepsTo(row) + 1); });
  before->setEnabled(model_.stepsTo(row) >= 0);
  QAction* show = menu.addAction(theme::icon(QStringLiteral("image")), tr("Show the image"), this,
                                 [this, image] { Q_EMIT imageRequested(image); });
  show->setEnabled(image != 0);
  menu.exec(list_->viewport()->mapToGlobal(position));
}

void HistoryPanel::updateHint() {
  hint_->setText(model_.rowCount() == 0
                     ? tr("Nothing done yet. Every step will be kept here, also after a restart.")
                     : tr("%1 steps. A click goes back or forward to the state after a step.")
                           .arg(model_.rowCount()));
}

}  // namespace touchstone::ui
