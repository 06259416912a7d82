#include "ui/review/gallery.h"

#include "ui/project_session.h"
#include "ui/review/decision_actions.h"
#include "ui/review/finding_delegate.h"
#include "ui/review/finding_list_model.h"
#include "ui/review/finding_text.h"
#include "ui/review/review_queue.h"
#include "ui/theme/parts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListView>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchstone::ui {

namespace {

/// A list that leaves letters, digits, Space and Enter to the decision keys.
class FindingList : public QListView {
public:
  using QListView::QListView;
  void keyboardSearch(const QString&) override {}
};

QListView* makeList(FindingListModel* model, const DecisionActions& actions) {
  auto* list = new FindingList;
  list->setModel(model);
  list->setItemDelegate(new FindingDelegate(list));
  list->setViewMode(QListView::IconMode);
  list->setMovement(QListView::Static);
  list->setResizeMode(QListView::Adjust);
  list->setUniformItemSizes(true);
  list->setMouseTracking(true);
  list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  list->setSelectionMode(QAbstractItemView::SingleSelection);
  list->setObjectName(QStringLiteral("findings"));
  list->setAccessibleName(Gallery::tr("Findings, most suspicious first"));
  actions.addTo(list);
  return list;
}

}  // namespace

Gallery::Gallery(ReviewQueue& queue, const DecisionActions& actions, QWidget* parent)
    : QWidget(parent),
      queue_(queue),
      model_(new FindingListModel(queue, this)),
      list_(makeList(model_, actions)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::grid);
  layout->addWidget(makeFilters());
  layout->addWidget(list_, 1);
  connect(&queue, &ReviewQueue::listChanged, this, &Gallery::showList);
  connect(&queue, &ReviewQueue::currentChanged, this, &Gallery::showList);
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
          [this](const QModelIndex& current) {
            if (current.isValid()) {
              queue_.setCurrentRow(current.row());
            }
          });
}

QWidget* Gallery::makeFilters() {
  kinds_ = new QComboBox;
  kinds_->setAccessibleName(tr("Show findings of this kind"));
  classes_ = new QComboBox;
  classes_->setAccessibleName(tr("Show findings of this class"));
  for (QComboBox* box : {kinds_, classes_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    connect(box, &QComboBox::activated, this, &Gallery::applyFilter);
  }
  selection_ = makeCaption({});
  closeSelection_ = new QToolButton;
  closeSelection_->setIcon(theme::icon(QStringLiteral("x")));
  closeSelection_->setToolTip(tr("Show all findings again (Esc)"));
  closeSelection_->setAccessibleName(tr("Show all findings again"));
  closeSelection_->setShortcut(Qt::Key_Escape);
  closeSelection_->setFocusPolicy(Qt::TabFocus);
  closeSelection_->setAutoRaise(true);
  connect(closeSelection_, &QToolButton::clicked, this, &Gallery::selectionClosed);
  auto* filters = new QWidget;
  auto* row = new QHBoxLayout(filters);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(theme::grid);
  row->addWidget(kinds_, 1);
  row->addWidget(classes_, 1);
  row->addWidget(selection_, 1);
  row->addWidget(closeSelection_);
  setSelectionName({});
  return filters;
}

void Gallery::setSession(ProjectSession* session) {
  session_ = session;
  model_->setSession(session);
  showClasses();
}

void Gallery::setSelectionName(const QString& name) {
  const bool selected = !name.isEmpty();
  selection_->setText(name);
  selection_->setVisible(selected);
  closeSelection_->setVisible(selected);
  kinds_->setVisible(!selected);
  classes_->setVisible(!selected);
}

void Gallery::takeFocus() {
  list_->setFocus();
}

void Gallery::showClasses() {
  const QString chosen = classes_->currentData().toString();
  classes_->clear();
  classes_->addItem(tr("All classes"), QString());
  if (session_ != nullptr) {
    for (const auto& [id, labelClass] : session_->document().classes()) {
      const QString name = QString::fromStdString(labelClass.name);
      classes_->addItem(name, name);
    }
  }
  classes_->setCurrentIndex(std::max(0, classes_->findData(chosen)));
}

void Gallery::showList() {
  const auto open = queue_.openKinds();
  kinds_->clear();
  kinds_->addItem(tr("All kinds"), -1);
  for (const labeling::FindingKind kind : open) {
    kinds_->addItem(titleOf(kind), static_cast<int>(kind));
  }
  const int chosen = queue_.filter().kind ? static_cast<int>(*queue_.filter().kind) : -1;
  kinds_->setCurrentIndex(std::max(0, kinds_->findData(chosen)));
  const QModelIndex current = model_->index(queue_.currentRow());
  if (current.isValid() && current != list_->currentIndex()) {
    list_->setCurrentIndex(current);
    list_->scrollTo(current);
  }
}

void Gallery::applyFilter() {
  FindingFilter filter;
  if (const int kind = kinds_->currentData().toInt(); kind >= 0) {
    filter.kind = static_cast<labeling::FindingKind>(kind);
  }
  filter.className = classes_->currentData().toString().toStdString();
  queue_.setFilter(filter);
  takeFocus();
}

}  // namespace touchstone::ui
