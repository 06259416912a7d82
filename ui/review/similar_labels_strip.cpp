#include "ui/review/similar_labels_strip.h"

#include "ui/review/class_line.h"
#include "ui/theme/parts.h"

#include <QIcon>
#include <QListView>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace touchstone::ui {

namespace {

constexpr int cropSide = 8 * theme::grid;
constexpr int cellWidth = 11 * theme::grid;

/// The picture of a label, and its class below.
class SimilarLabelDelegate : public QStyledItemDelegate {
public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter,
             const QStyleOptionViewItem& option,
             const QModelIndex& index) const override {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect cell = option.rect.adjusted(0, 0, -theme::grid, 0);
    const QRect crop(cell.topLeft(), QSize(cell.width(), cropSide));
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::colours().canvas);
    painter->drawRoundedRect(crop, theme::tight, theme::tight);
    index.data(Qt::DecorationRole).value<QIcon>().paint(painter, crop);
    if (option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus)) {
      painter->setBrush(Qt::NoBrush);
      painter->setPen(QPen(theme::colours().accent, 2));
      painter->drawRoundedRect(crop.adjusted(1, 1, -1, -1), theme::tight, theme::tight);
    }
    painter->setFont(option.font);
    paintClassLine(*painter, cell.adjusted(0, cropSide + theme::tight / 2, 0, 0),
                   index.data(LabelCropModel::ClassRole).toString(),
                   index.data(LabelCropModel::ColourRole).value<QColor>(), false);
    painter->restore();
  }

  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                               const QModelIndex&) const override {
    return {cellWidth, cropSide + option.fontMetrics.height() + theme::tight};
  }
};

}  // namespace

SimilarLabelsStrip::SimilarLabelsStrip(QWidget* parent) : QWidget(parent), list_(new QListView) {
  list_->setModel(&model_);
  list_->setItemDelegate(new SimilarLabelDelegate(list_));
  list_->setFlow(QListView::LeftToRight);
  list_->setUniformItemSizes(true);
  list_->setMouseTracking(true);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setProperty("role", "strip");
  list_->setSelectionMode(QAbstractItemView::NoSelection);
  list_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setFixedHeight(cropSide + fontMetrics().height() + theme::tight);
  list_->setObjectName(QStringLiteral("similarLabels"));
  list_->setAccessibleName(tr("How the most similar samples are labelled"));
  const auto open = [this](const QModelIndex& index) {
    Q_EMIT labelRequested(index.data(LabelCropModel::ImageRole).toLongLong(),
                          index.data(LabelCropModel::IdRole).toLongLong());
  };
  connect(list_, &QListView::clicked, this, open);
  connect(list_, &QListView::activated, this, open);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(theme::tight);
  layout->addWidget(makeCaption(tr("Most similar, as they are labelled")));
  layout->addWidget(list_);
  hide();
}

void SimilarLabelsStrip::setSession(ProjectSession* session) {
  model_.setSession(session);
  setLabels({});
}

void SimilarLabelsStrip::setLabels(const std::vector<labeling::AnnotationId>& labels) {
  model_.setLabels(labels);
  setVisible(model_.rowCount() > 0);
}

}  // namespace touchstone::ui
