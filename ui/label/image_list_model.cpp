#include "ui/label/image_list_model.h"

#include "ui/label/natural_order.h"
#include "ui/label/thumbnail_cache.h"
#include "ui/project_session.h"

#include <QFileInfo>

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

/// The images whose rows look different after the edit; `reshapes` is set when images came or went.
std::vector<ImageId> touchedBy(const Edit& edit, const Document& document, bool& reshapes) {
  std::vector<ImageId> touched;
  for (const AnyChange& change : edit.changes) {
    if (const auto* image = std::get_if<ImageChange>(&change)) {
      reshapes = reshapes || !image->value;
      touched.push_back(image->id);
    } else if (const auto* object = std::get_if<AnnotationChange>(&change)) {
      const Annotation* stored = document.annotation(object->id);
      if (stored != nullptr) {
        touched.push_back(stored->image);
      }
    }
  }
  return touched;
}

}  // namespace

ImageListModel::ImageListModel(ThumbnailCache& thumbnails, QObject* parent)
    : QAbstractListModel(parent), thumbnails_(thumbnails) {
  connect(&thumbnails_, &ThumbnailCache::ready, this, &ImageListModel::announce);
}

void ImageListModel::setSession(ProjectSession* session) {
  session_ = session;
  if (session_ != nullptr) {
    connect(session_, &ProjectSession::changed, this, &ImageListModel::follow);
  }
  rebuild();
}

void ImageListModel::setFilter(const ImageFilter& filter) {
  filter_ = filter;
  rebuild();
}

int ImageListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant ImageListModel::data(const QModelIndex& index, int role) const {
  const ImageId id = imageAt(index.row());
  const Image* image = session_ == nullptr ? nullptr : session_->document().image(id);
  if (image == nullptr) {
    return {};
  }
  const QString path = QString::fromStdString(image->path);
  switch (role) {
    case Qt::DisplayRole:
      return QFileInfo(path).fileName();
    case Qt::ToolTipRole:
      return image->problem.empty() ? path : QString::fromStdString(image->problem);
    case Qt::AccessibleTextRole:
      return tr("%1, %2").arg(QFileInfo(path).fileName(), detailOf(id));
    case Qt::DecorationRole:
      return thumbnails_.thumbnail(id);
    case IdRole:
      return QVariant::fromValue<qint64>(id);
    case StateRole:
      return static_cast<int>(image->state);
    case SplitRole:
      return static_cast<int>(image->split);
    case ProblemRole:
      return QString::fromStdString(image->problem);
    case DetailRole:
      return detailOf(id);
    default:
      return {};
  }
}

int ImageListModel::rowOf(ImageId image) const {
  const auto found = rowOfImage_.find(image);
  return found == rowOfImage_.end() ? -1 : found->second;
}

ImageId ImageListModel::imageAt(int row) const {
  return row < 0 || row >= static_cast<int>(rows_.size()) ? 0
                                                          : rows_[static_cast<std::size_t>(row)];
}

void ImageListModel::rebuild() {
  beginResetModel();
  rows_.clear();
  rowOfImage_.clear();
  if (session_ != nullptr) {
    const Document& document = session_->document();
    for (const auto& [id, image] : document.images()) {
      if (matches(filter_, document, id)) {
        rows_.push_back(id);
      }
    }
    std::sort(rows_.begin(), rows_.end(), [&](ImageId a, ImageId b) {
      return comesBefore(document.image(a)->path, document.image(b)->path);
    });
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      rowOfImage_.emplace(rows_[row], static_cast<int>(row));
    }
  }
  endResetModel();
}

void ImageListModel::follow(const Edit& edit) {
  bool reshapes = false;
  const auto touched = touchedBy(edit, session_->document(), reshapes);
  reshapes = reshapes || std::any_of(touched.begin(), touched.end(), [&](ImageId id) {
               return rowOf(id) < 0 && matches(filter_, session_->document(), id);
             });
  if (reshapes) {
    rebuild();
    return;
  }
  std::for_each(touched.begin(), touched.end(), [this](ImageId id) { announce(id); });
}

void ImageListModel::announce(ImageId image) {
  if (const int row = rowOf(image); row >= 0) {
    Q_EMIT dataChanged(index(row), index(row));
  }
}

QString ImageListModel::detailOf(ImageId id) const {
  const Document& document = session_->document();
  const Image& image = *document.image(id);
  if (!image.problem.empty()) {
    return tr("cannot be read");
  }
  QStringList tags;
  int objects = 0;
  for (const AnnotationId annotation : document.annotationsOf(id)) {
    const Annotation& stored = *document.annotation(annotation);
    const LabelClass* labelClass = document.labelClass(stored.labelClass);
    if (!isImageTag(stored.shape)) {
      ++objects;
    } else if (labelClass != nullptr) {
      tags << QString::fromStdString(labelClass->name);
    }
  }
  if (objects > 0) {
    tags << (objects == 1 ? tr("1 object") : tr("%1 objects").arg(objects));
  }
  return tags.isEmpty() ? tr("no labels") : tags.join(QStringLiteral(" · "));
}

}  // namespace touchstone::ui
