#include "ui/label/image_list_view.h"

#include "ui/label/image_list_delegate.h"

#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr int settlingTime = 40;  ///< milliseconds

}  // namespace

ImageListView::ImageListView(QWidget* parent)
    : QListView(parent), delegate_(new ImageListDelegate(this)) {
  setItemDelegate(delegate_);
  setUniformItemSizes(true);
  setMouseTracking(true);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setResizeMode(QListView::Adjust);
  setContextMenuPolicy(Qt::CustomContextMenu);
  settled_.setSingleShot(true);
  settled_.setInterval(settlingTime);
  connect(&settled_, &QTimer::timeout, this, &ImageListView::announceView);
  const auto restart = [this] { settled_.start(); };
  connect(verticalScrollBar(), &QScrollBar::valueChanged, this, restart);
  connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, restart);
}

void ImageListView::setModel(QAbstractItemModel* model) {
  QListView::setModel(model);
  const auto restart = [this] { settled_.start(); };
  connect(model, &QAbstractItemModel::modelReset, this, restart);
  connect(model, &QAbstractItemModel::rowsInserted, this, restart);
}

void ImageListView::setLook(const ImageListLook& look) {
  look_ = look;
  delegate_->setLook(look);
  setFlow(look.isGrid ? QListView::LeftToRight : QListView::TopToBottom);
  setWrapping(look.isGrid);
  layOutGrid();
  settled_.start();
}

void ImageListView::setPlaceholder(const QString& sentence) {
  placeholder_ = sentence;
  viewport()->update();
}

void ImageListView::layOutGrid() {
  if (!look_.isGrid) {
    setGridSize({});
    scheduleDelayedItemsLayout();
    return;
  }
  // The columns share the width, so that no gap is left at the right.
  const QSize cell = delegate_->cellSize(font());
  const int width = std::max(1, viewport()->width() - 1);
  const int columns = std::max(1, width / cell.width());
  const QSize size(width / columns, cell.height());
  if (size != gridSize()) {
    delegate_->setCellWidth(size.width());
    setGridSize(size);
  }
}

void ImageListView::announceView() {
  const QRect area = viewport()->rect();
  const int count = model() == nullptr ? 0 : model()->rowCount();
  if (count == 0 || !isVisible()) {
    return;
  }
  const auto rowAt = [&](QPoint place, int otherwise) {
    const QModelIndex index = indexAt(place);
    return index.isValid() ? index.row() : otherwise;
  };
  const QPoint inside(theme::grid, theme::grid);
  const int first = rowAt(area.topLeft() + inside, 0);
  const int last = rowAt(area.bottomRight() - inside, -1);
  const int perScreen =
      std::max(1, area.height() / std::max(1, sizeHintForIndex(model()->index(0, 0)).height())) *
      (look_.isGrid ? area.width() / std::max(1, gridSize().width()) : 1);
  Q_EMIT viewed(first, std::min(count - 1, last < first ? first + perScreen : last));
}

void ImageListView::paintEvent(QPaintEvent* event) {
  QListView::paintEvent(event);
  if (model() == nullptr || model()->rowCount() > 0 || placeholder_.isEmpty()) {
    return;
  }
  QPainter painter(viewport());
  painter.setPen(theme::colours().muted);
  painter.drawText(
      viewport()->rect().adjusted(theme::wide, theme::wide, -theme::wide, -theme::wide),
      Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, placeholder_);
}

void ImageListView::resizeEvent(QResizeEvent* event) {
  QListView::resizeEvent(event);
  layOutGrid();
  settled_.start();
}

void ImageListView::wheelEvent(QWheelEvent* event) {
  if (!event->modifiers().testFlag(Qt::ControlModifier)) {
    QListView::wheelEvent(event);
    return;
  }
  const int turn = event->angleDelta().y();
  if (turn != 0) {
    Q_EMIT zoomRequested(turn > 0 ? 1 : -1);
  }
  event->accept();
}

}  // namespace touchstone::ui
