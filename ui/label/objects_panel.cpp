#include "ui/label/objects_panel.h"

#include "labeling/classes/class_tree.h"
#include "ui/label/label_state.h"
#include "ui/label/object_delegate.h"
#include "ui/label/swatch.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <unordered_set>

namespace touchstone::ui {

using namespace labeling;

namespace {

/// A click on a symbol switches it and leaves the selection alone, so that it can be switched for
/// all selected objects.
class ObjectTree : public QTreeView {
protected:
  QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex& index,
                                                       const QEvent* event) const override {
    return index.column() > ObjectListModel::ObjectColumn
               ? QItemSelectionModel::NoUpdate
               : QTreeView::selectionCommand(index, event);
  }
};

}  // namespace

ObjectsPanel::ObjectsPanel(LabelState& state, QWidget* parent)
    : QWidget(parent),
      state_(state),
      model_(state),
      heading_(makeHeading(tr("Objects"))),
      filter_(new QComboBox),
      list_(new ObjectTree),
      hint_(makeCaption(tr("Nothing drawn yet. Press W and drag a box around an object."))) {
  // Before the view does: it forgets the selection of rows that are about to move.
  connect(&model_, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { isShowing_ = true; });
  layOut();
  connect(list_, &QTreeView::clicked, this, &ObjectsPanel::takeClick);
  connect(list_, &QTreeView::doubleClicked, this, [this](const QModelIndex& index) {
    if (index.column() == ObjectListModel::ObjectColumn) {
      Q_EMIT classChangeRequested();
    }
  });
  connect(list_, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
    Q_EMIT menuRequested(list_->viewport()->mapToGlobal(position));
  });
  connect(list_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
          &ObjectsPanel::takeSelection);
  connect(filter_, &QComboBox::currentIndexChanged, this,
          [this] { model_.setClassFilter(filter_->currentData().toLongLong()); });
  connect(&state_, &LabelState::selectionChanged, this, &ObjectsPanel::showSelection);
  connect(&model_, &QAbstractItemModel::rowsRemoved, this, [this] { isShowing_ = false; });
  for (const auto follow : {&ObjectsPanel::updateHeading, &ObjectsPanel::showSelection}) {
    connect(&model_, &QAbstractItemModel::rowsInserted, this, follow);
    connect(&model_, &QAbstractItemModel::rowsRemoved, this, follow);
    connect(&model_, &QAbstractItemModel::modelReset, this, follow);
  }
  updateHeading();
}

void ObjectsPanel::layOut() {
  list_->setModel(&model_);
  list_->setItemDelegate(new ObjectDelegate(list_));
  list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  list_->setAccessibleName(tr("Objects of the image"));
  list_->setUniformRowHeights(true);
  list_->setRootIsDecorated(false);
  list_->setHeaderHidden(true);
  list_->setMouseTracking(true);
  list_->setExpandsOnDoubleClick(false);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->header()->setMinimumSectionSize(3 * theme::grid);
  list_->header()->setStretchLastSection(false);
  list_->header()->setSectionResizeMode(QHeaderView::Fixed);
  list_->header()->setSectionResizeMode(ObjectListModel::ObjectColumn, QHeaderView::Stretch);
  for (int column = 1; column < ObjectListModel::ColumnCount; ++column) {
    list_->header()->resizeSection(column, 3 * theme::grid);
  }
  filter_->setAccessibleName(tr("Class of the objects in the list"));
  filter_->setToolTip(filter_->accessibleName());
  filter_->setIconSize(swatchSize);
  filter_->setMinimumContentsLength(5);
  filter_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  QToolButton* change = makeToolButton(QStringLiteral("tag"), tr("Change class (Ctrl+E)"));
  QToolButton* remove = makeToolButton(QStringLiteral("trash-2"), tr("Delete (Del)"));
  connect(change, &QToolButton::clicked, this, &ObjectsPanel::classChangeRequested);
  connect(remove, &QToolButton::clicked, this, &ObjectsPanel::removalRequested);
  auto* header = new QHBoxLayout;
  header->setSpacing(theme::tight);
  header->addWidget(heading_, 1);
  header->addWidget(filter_, 1);
  header->addWidget(change);
  header->addWidget(remove);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  layout->setSpacing(theme::tight);
  layout->addLayout(header);
  layout->addWidget(hint_, 0, Qt::AlignTop);
  layout->addWidget(list_, 1);
}

void ObjectsPanel::setSession(ProjectSession* session) {
  session_ = session;
  model_.setSession(session);
  fillFilter();
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, [this](const Edit& edit) {
      if (std::any_of(edit.changes.begin(), edit.changes.end(), [](const AnyChange& change) {
            return std::holds_alternative<ClassChange>(change);
          })) {
        fillFilter();
      }
    });
  }
}

void ObjectsPanel::fillFilter() {
  const QSignalBlocker quiet(filter_);
  const QVariant chosen = filter_->currentData();
  filter_->clear();
  filter_->addItem(tr("All classes"), 0);
  if (session_ != nullptr) {
    for (const ClassId id : classesInOrder(session_->document())) {
      const LabelClass& labelClass = *session_->document().labelClass(id);
      filter_->addItem(swatch(labelClass.colour), QString::fromStdString(labelClass.name),
                       QVariant::fromValue<qint64>(id));
    }
  }
  filter_->setCurrentIndex(std::max(0, filter_->findData(chosen)));
  model_.setClassFilter(filter_->currentData().toLongLong());
}

void ObjectsPanel::updateHeading() {
  const int shown = model_.rowCount();
  const auto all =
      session_ == nullptr
          ? 0
          : static_cast<int>(session_->document().annotationsOf(state_.image()).size());
  heading_->setText(all == 0       ? tr("Objects")
                    : shown == all ? tr("Objects (%1)").arg(all)
                                   : tr("Objects (%1 of %2)").arg(shown).arg(all));
  hint_->setVisible(all == 0);
  filter_->setVisible(all > 0);
  list_->setVisible(all > 0);
}

void ObjectsPanel::showSelection() {
  const QScopedValueRollback showing(isShowing_, true);
  const std::unordered_set<AnnotationId> selected(state_.selection().begin(),
                                                  state_.selection().end());
  QItemSelection rows;
  for (int row = 0; row < model_.rowCount() && !selected.empty(); ++row) {
    if (selected.contains(model_.objectAt(row))) {
      const QModelIndex first = model_.index(row, 0);
      rows.append({first, first.siblingAtColumn(ObjectListModel::ColumnCount - 1)});
    }
  }
  list_->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
  if (rows.size() == 1) {
    list_->scrollTo(rows.front().topLeft());
  }
}

void ObjectsPanel::takeSelection() {
  if (isShowing_) {
    return;
  }
  std::vector<AnnotationId> selection;
  const auto rows = list_->selectionModel()->selectedRows();
  for (const QModelIndex& row : rows) {
    selection.push_back(model_.objectAt(row.row()));
  }
  const QScopedValueRollback showing(isShowing_, true);
  state_.select(std::move(selection));
}

void ObjectsPanel::takeClick(const QModelIndex& index) {
  if (index.column() == ObjectListModel::ObjectColumn) {
    return;
  }
  const AnnotationId clicked = model_.objectAt(index.row());
  const std::vector<AnnotationId>& selection = state_.selection();
  const bool isSelected = std::find(selection.begin(), selection.end(), clicked) != selection.end();
  model_.toggle(static_cast<ObjectListModel::Column>(index.column()), clicked,
                isSelected ? selection : std::vector<AnnotationId>{clicked});
}

}  // namespace touchstone::ui
