#include "ui/review/finding_list_model.h"

#include "ui/canvas/class_colour.h"
#include "ui/project_session.h"
#include "ui/review/finding_text.h"
#include "ui/review/review_queue.h"

namespace touchstone::ui {

namespace {

/// Names a crop by what it shows, so that a moved box gets a new one.
QString keyOf(labeling::ImageId image, const std::optional<labeling::Box>& box) {
  return box ? QStringLiteral("%1 %2 %3 %4 %5")
                   .arg(image)
                   .arg(box->x0)
                   .arg(box->y0)
                   .arg(box->x1)
                   .arg(box->y1)
             : QString::number(image);
}

}  // namespace

FindingListModel::FindingListModel(ReviewQueue& queue, QObject* parent)
    : QAbstractListModel(parent), queue_(queue) {
  connect(&queue, &ReviewQueue::listChanged, this, &FindingListModel::reload);
  connect(&crops_, &CropStore::ready, this, [this] {
    if (rows_ > 0) {
      Q_EMIT dataChanged(index(0), index(rows_ - 1), {Qt::DecorationRole});
    }
  });
}

void FindingListModel::setSession(ProjectSession* session) {
  session_ = session;
  crops_.clear();
}

void FindingListModel::reload() {
  beginResetModel();
  rows_ = static_cast<int>(queue_.open().size());
  endResetModel();
}

int FindingListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : rows_;
}

QImage FindingListModel::cropOf(int row) const {
  const labeling::Finding& finding = queue_.open()[static_cast<std::size_t>(row)];
  const labeling::Image* image = session_ ? session_->document().image(finding.image) : nullptr;
  if (image == nullptr) {
    return {};
  }
  const auto box = boxOf(session_->document(), finding);
  return crops_.crop(keyOf(finding.image, box),
                     {.file = session_->project().folder() / image->path, .box = box});
}

QVariant FindingListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || !session_ || index.row() >= static_cast<int>(queue_.open().size())) {
    return {};
  }
  const labeling::Finding& finding = queue_.open()[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return titleOf(finding.kind);
    case Qt::DecorationRole:
      return cropOf(index.row());
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
      return QString::fromStdString(finding.message);
    case GivenRole:
      return QString::fromStdString(finding.given);
    case SuggestedRole:
      return QString::fromStdString(finding.suggested);
    case GivenColourRole:
      return colourOf(session_->document(), finding.given);
    case SuggestedColourRole:
      return colourOf(session_->document(), finding.suggested);
    default:
      return {};
  }
}

}  // namespace touchstone::ui
