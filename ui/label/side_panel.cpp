#include "ui/label/side_panel.h"

#include "ui/label/classes_panel.h"
#include "ui/label/comments_panel.h"
#include "ui/label/details_panel.h"
#include "ui/label/history_panel.h"
#include "ui/label/objects_panel.h"
#include "ui/theme/theme.h"

#include <QSplitter>
#include <QTabBar>

namespace touchstone::ui {

SidePanel::SidePanel(LabelState& state, CommentCommands& comments, QWidget* parent)
    : QTabWidget(parent),
      classes_(new ClassesPanel(state)),
      objects_(new ObjectsPanel(state)),
      details_(new DetailsPanel(state)),
      comments_(new CommentsPanel(state, comments)),
      history_(new HistoryPanel) {
  setMinimumWidth(38 * theme::grid);  // so that what the panels say never moves the picture
  setDocumentMode(true);
  tabBar()->setDrawBase(false);
  tabBar()->setExpanding(false);
  setUsesScrollButtons(false);
  auto* labels = new QSplitter(Qt::Vertical);
  labels->addWidget(classes_);
  labels->addWidget(objects_);
  labels->setChildrenCollapsible(false);
  labels->setSizes({2000, 3000});
  labels->setStretchFactor(0, 2);
  labels->setStretchFactor(1, 3);
  addTab(labels, tr("Labels"));
  addTab(details_, tr("Details"));
  addTab(comments_, tr("Comments"));
  addTab(history_, tr("History"));
  connect(comments_, &CommentsPanel::openCountChanged, this, [this](int count) {
    setTabText(indexOf(comments_), count == 0 ? tr("Comments") : tr("Comments %1").arg(count));
  });
}

void SidePanel::setSession(ProjectSession* session) {
  classes_->setSession(session);
  objects_->setSession(session);
  details_->setSession(session);
  comments_->setSession(session);
  history_->setSession(session);
}

void SidePanel::showDetails() {
  setCurrentWidget(details_);
}

void SidePanel::showComments() {
  setCurrentWidget(comments_);
}

}  // namespace touchstone::ui
