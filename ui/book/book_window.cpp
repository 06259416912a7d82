#include "ui/book/book_window.h"

#include "labeling/classes/class_edits.h"
#include "labeling/classes/class_tree.h"
#include "ui/book/class_page.h"
#include "ui/book/class_tree_model.h"
#include "ui/label/label_edits.h"
#include "ui/label/swatch.h"
#include "ui/project_session.h"
#include "ui/theme/parts.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

namespace {

constexpr const char* geometrySetting = "book/geometry";

}  // namespace

BookWindow::BookWindow(LabelState& state, QWidget* parent)
    : QWidget(parent, Qt::Window),
      model_(new ClassTreeModel(this)),
      tree_(new QTreeView),
      page_(new ClassPage(state)),
      pages_(new QStackedWidget) {
  setWindowTitle(tr("Label book"));
  setWindowIcon(QIcon(QStringLiteral(":/theme/logo.svg")));
  auto* area = new QScrollArea;
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setWidget(page_);
  auto* empty = new EmptyState(QStringLiteral("book-open"), tr("No classes yet"),
                               tr("Add a class here, or draw an object and name it."));
  QPushButton* first = makePrimaryButton(tr("Add a class"), QStringLiteral("plus"));
  connect(first, &QPushButton::clicked, this, &BookWindow::add);
  empty->addButton(first);
  pages_->addWidget(area);
  pages_->addWidget(empty);
  auto* columns = new QSplitter;
  columns->setHandleWidth(1);
  columns->setChildrenCollapsible(false);
  columns->addWidget(makeIndex());
  columns->addWidget(pages_);
  columns->setStretchFactor(1, 1);
  columns->setSizes({34 * theme::grid, 66 * theme::grid});
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(columns);
  connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this,
          &BookWindow::showCurrent);
  connect(model_, &QAbstractItemModel::modelReset, this, [this] {
    tree_->expandAll();
    select(page_->shownClass());
  });
  if (!restoreGeometry(QSettings().value(QLatin1String(geometrySetting)).toByteArray())) {
    resize(100 * theme::grid, 86 * theme::grid);
  }
}

QWidget* BookWindow::makeIndex() {
  tree_->setModel(model_);
  tree_->setAccessibleName(tr("Classes"));
  tree_->setUniformRowHeights(true);
  tree_->setIconSize(swatchSize);
  tree_->setExpandsOnDoubleClick(false);
  tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  tree_->header()->setStretchLastSection(false);
  tree_->header()->setMinimumSectionSize(4 * theme::grid);
  tree_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  tree_->header()->setSectionResizeMode(ClassTreeModel::NameColumn, QHeaderView::Stretch);
  QToolButton* plus = makeToolButton(QStringLiteral("plus"), tr("Add a class"));
  up_ = makeToolButton(QStringLiteral("arrow-up"), tr("Move the class up"));
  down_ = makeToolButton(QStringLiteral("arrow-down"), tr("Move the class down"));
  connect(plus, &QToolButton::clicked, this, &BookWindow::add);
  connect(up_, &QToolButton::clicked, this, [this] { moveBy(-1); });
  connect(down_, &QToolButton::clicked, this, [this] { moveBy(1); });
  auto* header = new QHBoxLayout;
  header->setSpacing(theme::tight);
  header->addWidget(makeHeading(tr("Classes")), 1);
  header->addWidget(up_);
  header->addWidget(down_);
  header->addWidget(plus);
  auto* index = new QWidget;
  index->setMinimumWidth(28 * theme::grid);
  auto* column = new QVBoxLayout(index);
  column->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
  column->setSpacing(theme::tight);
  column->addLayout(header);
  column->addWidget(tree_, 1);
  return index;
}

void BookWindow::setSession(ProjectSession* session) {
  session_ = session;
  page_->setSession(session);
  model_->setSession(session);
  showClass(0);
}

void BookWindow::showClass(ClassId id) {
  select(id != 0 ? id : page_->shownClass());
}

void BookWindow::editDefinition() {
  page_->editDefinition();
}

ClassId BookWindow::shownClass() const {
  return page_->shownClass();
}

void BookWindow::select(ClassId id) {
  page_->commit();
  QModelIndex index = model_->indexOf(id);
  if (!index.isValid()) {
    index = model_->index(0, 0, {});
  }
  tree_->setCurrentIndex(index);
  showCurrent();
}

void BookWindow::showCurrent() {
  const ClassId id = model_->classOf(tree_->currentIndex());
  page_->commit();
  if (model_->classOf(tree_->currentIndex()) != id) {
    // Keeping the text made the tree anew, at the class that the text belongs to.
    tree_->setCurrentIndex(model_->indexOf(id));
    return;
  }
  pages_->setCurrentIndex(id == 0 ? 1 : 0);
  page_->showClass(id);
  const std::vector<ClassId> siblings = model_->siblingsOf(id);
  up_->setEnabled(!siblings.empty() && siblings.front() != id);
  down_->setEnabled(!siblings.empty() && siblings.back() != id);
}

void BookWindow::add() {
  if (session_ == nullptr) {
    return;
  }
  QString name = tr("new class");
  for (int n = 2; session_->document().findClass(name.toStdString()); ++n) {
    name = tr("new class %1").arg(n);
  }
  const ClassId id = session_->project().newClassId();
  if (session_->perform(newClass(session_->document(), id, name.toStdString()))) {
    select(id);
  }
}

void BookWindow::moveBy(int steps) {
  const ClassId id = page_->shownClass();
  std::vector<ClassId> siblings = model_->siblingsOf(id);
  const auto found = std::find(siblings.begin(), siblings.end(), id);
  const auto place = found - siblings.begin() + steps;
  if (found == siblings.end() || place < 0 || place >= std::ssize(siblings)) {
    return;
  }
  const ClassId other = siblings[static_cast<std::size_t>(place)];
  std::vector<ClassId> order = classesInOrder(session_->document());
  std::iter_swap(std::find(order.begin(), order.end(), id),
                 std::find(order.begin(), order.end(), other));
  session_->perform(reorderClasses(session_->document(), order).edit);
}

void BookWindow::closeEvent(QCloseEvent* event) {
  QSettings().setValue(QLatin1String(geometrySetting), saveGeometry());
  QWidget::closeEvent(event);
}

void BookWindow::keyPressEvent(QKeyEvent* event) {
  // The main window's shortcuts do not reach a window of its own.
  if (session_ != nullptr && event->matches(QKeySequence::Undo)) {
    session_->undo();
  } else if (session_ != nullptr && event->matches(QKeySequence::Redo)) {
    session_->redo();
  } else if (event->key() == Qt::Key_Escape) {
    close();
  } else {
    QWidget::keyPressEvent(event);
  }
}

}  // namespace touchstone::ui
