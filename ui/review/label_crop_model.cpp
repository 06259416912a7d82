#include "ui/review/label_crop_model.h"

#include "ui/canvas/class_colour.h"
#include "ui/project_session.h"

#include <QIcon>
#include <QPixmap>

#include <algorithm>

namespace touchstone::ui {

using namespace labeling;

LabelCropModel::LabelCropModel(QObject* parent) : QAbstractListModel(parent) {
  connect(&crops_, &CropStore::ready, this, [this] {
    if (!rows_.empty()) {
      Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DecorationRole});
    }
  });
}

void LabelCropModel::setSession(ProjectSession* session) {
  crops_.clear();
  session_ = session;
  setLabels({});
}

void LabelCropModel::setLabels(const std::vector<AnnotationId>& labels) {
  std::vector<AnnotationId> rows;
  std::copy_if(labels.begin(), labels.end(), std::back_inserter(rows), [this](AnnotationId id) {
    return session_ != nullptr && session_->document().annotation(id) != nullptr;
  });
  if (rows != rows_) {
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
  }
}

int LabelCropModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant LabelCropModel::data(const QModelIndex& index, int role) const {
  if (session_ == nullptr || !index.isValid() || index.row() >= rowCount()) {
    return {};
  }
  const AnnotationId id = rows_[static_cast<std::size_t>(index.row())];
  const Annotation* label = session_->document().annotation(id);
  const Image* image = label == nullptr ? nullptr : session_->document().image(label->image);
  if (image == nullptr) {
    return {};
  }
  switch (role) {
    case Qt::SizeHintRole:
      return QSize(cellSide, cellSide);  // also while the picture is still being read
    case Qt::DecorationRole:
      return QIcon(QPixmap::fromImage(pictureOf(id)));
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
      return QString::fromStdString(image->path);
    case IdRole:
      return QVariant::fromValue<qint64>(id);
    case ImageRole:
      return QVariant::fromValue<qint64>(label->image);
    case ClassRole:
      return QString::fromStdString(className(*label));
    case ColourRole:
      return colourOf(session_->document(), className(*label));
    default:
      return {};
  }
}

std::string LabelCropModel::className(const Annotation& label) const {
  const LabelClass* labelClass = session_->document().labelClass(label.labelClass);
  return labelClass == nullptr ? std::string() : labelClass->name;
}

QImage LabelCropModel::pictureOf(AnnotationId label) const {
  const Annotation& annotation = *session_->document().annotation(label);
  const Image& image = *session_->document().image(annotation.image);
  CropRequest request{.file = session_->project().folder() / image.path, .box = std::nullopt};
  const Box bounds = boundsOf(annotation.shape);
  if (!isImageTag(annotation.shape)) {
    request.box = bounds;
  }
  const QString key = QStringLiteral("%1|%2|%3|%4|%5")
                          .arg(label)
                          .arg(bounds.x0)
                          .arg(bounds.y0)
                          .arg(bounds.x1)
                          .arg(bounds.y1);
  return crops_.crop(key, request);
}

}  // namespace touchstone::ui
