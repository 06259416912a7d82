#include "ui/label/comments_panel.h"

#include "ui/label/comment_commands.h"
#include "ui/label/comment_delegate.h"
#include "ui/label/label_state.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchstone::ui {

using namespace labeling;

CommentsPanel::CommentsPanel(LabelState& state, CommentCommands& commands, QWidget* parent)
    : QWidget(parent),
      state_(state),
      commands_(commands),
      model_(state),
      heading_(makeHeading(tr("Comments"))),
      hint_(makeCaption({})),
      scope_(new QComboBox),
      resolved_(new QCheckBox(tr("Resolved too"))),
      list_(new QListView),
      add_(makeToolButton(QStringLiteral("message-square-plus"), tr("Write a comment"))),
      resolve_(makeToolButton(QStringLiteral("circle-check"), tr("Resolve, or open again"))),
      edit_(makeToolButton(QStringLiteral("pencil"), tr("Change the text"))),
      remove_(makeToolButton(QStringLiteral("trash-2"), tr("Delete the comment"))) {
  layOut();
  wire();
  refresh();
}

void CommentsPanel::layOut() {
  list_->setModel(&model_);
  list_->setItemDelegate(new CommentDelegate(list_));
  list_->setMouseTracking(true);
  list_->setResizeMode(QListView::Adjust);
  list_->setAccessibleName(tr("Comments"));
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  scope_->addItem(tr("This image"));
  scope_->addItem(tr("All images"));
  scope_->setAccessibleName(tr("Whose comments are listed"));
  resolved_->setChecked(model_.filter().resolvedToo);
  auto* header = new QHBoxLayout;
  header->setSpacing(0);
  header->addWidget(heading_, 1);
  for (QToolButton* button : {add_, resolve_, edit_, remove_}) {
    header->addWidget(button);
  }
  auto* filters = new QHBoxLayout;
  filters->addWidget(scope_, 1);
  filters->addWidget(resolved_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::tight);
  layout->addLayout(header);
  layout->addLayout(filters);
  layout->addWidget(hint_, 0, Qt::AlignTop);
  layout->addWidget(list_, 1);
}

void CommentsPanel::wire() {
  const auto filter = [this] {
    model_.setFilter(
        {.wholeProject = scope_->currentIndex() == 1, .resolvedToo = resolved_->isChecked()});
  };
  connect(scope_, &QComboBox::currentIndexChanged, this, filter);
  connect(resolved_, &QCheckBox::toggled, this, filter);
  connect(add_, &QToolButton::clicked, this, &CommentsPanel::additionRequested);
  connect(resolve_, &QToolButton::clicked, this, [this] { commands_.toggleResolved(current()); });
  connect(edit_, &QToolButton::clicked, this, &CommentsPanel::requestEdit);
  connect(remove_, &QToolButton::clicked, this, [this] { commands_.remove(current()); });
  connect(list_, &QListView::clicked, this,
          [this](const QModelIndex& index) { commands_.show(model_.commentAt(index.row())); });
  connect(list_, &QListView::activated, this,
          [this](const QModelIndex& index) { commands_.show(model_.commentAt(index.row())); });
  connect(list_, &QListView::doubleClicked, this, &CommentsPanel::requestEdit);
  connect(list_, &QWidget::customContextMenuRequested, this, &CommentsPanel::showMenu);
  connect(&model_, &QAbstractItemModel::modelReset, this, [this] {
    refresh();
    showCurrent();
  });
  connect(&state_, &LabelState::commentChanged, this, &CommentsPanel::showCurrent);
}

void CommentsPanel::setSession(ProjectSession* session) {
  session_ = session;
  model_.setSession(session);
}

CommentId CommentsPanel::current() const {
  return state_.comment();
}

void CommentsPanel::requestEdit() {
  const QModelIndex index = model_.index(model_.rowOf(current()));
  if (index.isValid()) {
    Q_EMIT editRequested(current(),
                         list_->viewport()->mapToGlobal(list_->visualRect(index).bottomLeft()));
  }
}

void CommentsPanel::showMenu(const QPoint& position) {
  const CommentId id = model_.commentAt(list_->indexAt(position).row());
  if (id == 0) {
    return;
  }
  commands_.show(id);
  const Comment& comment = *session_->document().comment(id);
  QMenu menu;
  menu.addAction(theme::icon(QStringLiteral("circle-check")),
                 comment.resolved ? tr("Open again") : tr("Resolve"), this,
                 [this, id] { commands_.toggleResolved(id); });
  menu.addAction(theme::icon(QStringLiteral("pencil")), tr("Change the text"), this,
                 &CommentsPanel::requestEdit);
  menu.addAction(theme::icon(QStringLiteral("trash-2")), tr("Delete"), this,
                 [this, id] { commands_.remove(id); });
  menu.exec(list_->viewport()->mapToGlobal(position));
}

void CommentsPanel::showCurrent() {
  const QModelIndex index = model_.index(model_.rowOf(current()));
  if (index.isValid()) {
    list_->setCurrentIndex(index);
  } else {
    list_->clearSelection();
  }
  for (QToolButton* button : {resolve_, edit_, remove_}) {
    button->setEnabled(index.isValid());
  }
}

void CommentsPanel::refresh() {
  const int open = session_ == nullptr ? 0 : openComments(session_->document(), 0);
  heading_->setText(open == 0 ? tr("Comments") : tr("Comments (%1 open)").arg(open));
  const bool isEmpty = model_.rowCount() == 0;
  hint_->setVisible(isEmpty);
  hint_->setText(model_.filter().wholeProject
                     ? tr("No comments. Right-click a place on a picture and choose “Comment "
                          "here”.")
                     : tr("No comments on this image. Right-click a place on the picture and "
                          "choose “Comment here”."));
  list_->setVisible(!isEmpty);
  Q_EMIT openCountChanged(open);
}

}  // namespace touchstone::ui
