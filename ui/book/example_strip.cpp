#include "ui/book/example_strip.h"

#include "ui/theme/parts.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace touchstone::ui {
namespace {

constexpr int pictureSide = LabelCropModel::cellSide - theme::grid;

}  // namespace

ExampleStrip::ExampleStrip(const QString& title, const QString& addTip, QWidget* parent)
    : QWidget(parent), list_(new QListView), hint_(makeCaption({})) {
  list_->setModel(&model_);
  list_->setViewMode(QListView::IconMode);
  list_->setFlow(QListView::LeftToRight);
  list_->setWrapping(false);
  list_->setMovement(QListView::Static);
  list_->setUniformItemSizes(true);
  list_->setIconSize({pictureSide, pictureSide});
  list_->setGridSize({LabelCropModel::cellSide, LabelCropModel::cellSide});
  list_->setFixedHeight(pictureSide + 4 * theme::grid);
  list_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setAccessibleName(title);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  list_->installEventFilter(this);
  auto* header = new QHBoxLayout;
  header->addWidget(makeHeading(title), 1);
  if (!addTip.isEmpty()) {
    add_ = new QToolButton;
    add_->setIcon(theme::icon(QStringLiteral("image-plus")));
    add_->setToolTip(addTip);
    add_->setAccessibleName(addTip);
    header->addWidget(add_);
    connect(add_, &QToolButton::clicked, this, &ExampleStrip::additionRequested);
    connect(list_, &QWidget::customContextMenuRequested, this, &ExampleStrip::showMenu);
  }
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::tight);
  layout->addLayout(header);
  layout->addWidget(hint_);
  layout->addWidget(list_);
  const auto open = [this](const QModelIndex& index) {
    Q_EMIT objectRequested(index.data(LabelCropModel::ImageRole).toLongLong(),
                           index.data(LabelCropModel::IdRole).toLongLong());
  };
  connect(list_, &QListView::clicked, this, open);
  connect(list_, &QListView::activated, this, open);
  setObjects({});
}

void ExampleStrip::setSession(ProjectSession* session) {
  model_.setSession(session);
  setObjects({});
}

void ExampleStrip::setObjects(const std::vector<labeling::AnnotationId>& objects) {
  model_.setLabels(objects);
  const bool isEmpty = model_.rowCount() == 0;
  list_->setVisible(!isEmpty);
  hint_->setVisible(isEmpty && !hint_->text().isEmpty());
}

void ExampleStrip::setAddable(bool addable) {
  if (add_ != nullptr) {
    add_->setEnabled(addable);
  }
}

void ExampleStrip::setHint(const QString& hint) {
  hint_->setText(hint);
  hint_->setVisible(model_.rowCount() == 0 && !hint.isEmpty());
}

bool ExampleStrip::eventFilter(QObject* watched, QEvent* event) {
  if (add_ != nullptr && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
      removeCurrent();
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void ExampleStrip::showMenu(const QPoint& position) {
  const QModelIndex index = list_->indexAt(position);
  if (!index.isValid()) {
    return;
  }
  list_->setCurrentIndex(index);
  QMenu menu;
  menu.addAction(theme::icon(QStringLiteral("image")), tr("Show in the editor"), this,
                 [this, index] {
                   Q_EMIT objectRequested(index.data(LabelCropModel::ImageRole).toLongLong(),
                                          index.data(LabelCropModel::IdRole).toLongLong());
                 });
  menu.addAction(theme::icon(QStringLiteral("trash-2")), tr("Remove from the label book"), this,
                 &ExampleStrip::removeCurrent);
  menu.exec(list_->viewport()->mapToGlobal(position));
}

void ExampleStrip::removeCurrent() {
  if (const QModelIndex index = list_->currentIndex(); index.isValid()) {
    Q_EMIT removalRequested(index.data(LabelCropModel::IdRole).toLongLong());
  }
}

}  // namespace touchstone::ui
