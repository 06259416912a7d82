#include "ui/label/image_list_model.h"

#include "labeling/query/query_matcher.h"
#include "labeling/review/decide.h"
#include "ui/label/natural_order.h"
#include "ui/label/thumbnail_cache.h"
#include "ui/project_session.h"

#include <QFileInfo>

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

struct Touched {
  std::unordered_set<ImageId> images{};   ///< whose rows may look different
  std::unordered_set<ImageId> renamed{};  ///< that came, went or may have another path
  std::unordered_set<ImageId> gone{};
  bool removesObjects = false;  ///< of images that the edit does not name
};

Touched touchedBy(const Edit& edit, const Document& document) {
  Touched touched;
  for (const AnyChange& change : edit.changes) {
    if (const auto* image = std::get_if<ImageChange>(&change)) {
      const bool exists = document.image(image->id) != nullptr;
      (exists ? touched.images : touched.gone).insert(image->id);
      if (!exists || !image->value) {
        touched.renamed.insert(image->id);
      }
    } else if (const auto* object = std::get_if<AnnotationChange>(&change)) {
      if (const Annotation* stored = document.annotation(object->id)) {
        touched.images.insert(stored->image);
      } else {
        touched.removesObjects = true;
      }
    } else if (const auto* comment = std::get_if<CommentChange>(&change)) {
      if (const Comment* stored = document.comment(comment->id)) {
        touched.images.insert(stored->image);
      }
    }
  }
  return touched;
}

bool isDone(const Image& image) {
  return image.state == ImageState::Labelled || image.state == ImageState::Verified;
}

using Dates = std::unordered_map<ImageId, double>;

Dates datesOf(const std::vector<std::pair<ImageId, std::filesystem::path>>& files,
              const std::stop_token& stop) {
  Dates dates;
  for (const auto& [id, file] : files) {
    if (stop.stop_requested()) {
      break;
    }
    std::error_code failed;
    const auto written = std::filesystem::last_write_time(file, failed);
    if (!failed) {
      dates.emplace(id, std::chrono::duration<double>(written.time_since_epoch()).count());
    }
  }
  return dates;
}

}  // namespace

ImageListModel::ImageListModel(ThumbnailCache& thumbnails, QObject* parent)
    : QAbstractListModel(parent), thumbnails_(thumbnails) {
  connect(&thumbnails_, &ThumbnailCache::ready, this,
          [this](qint64 image) { announce(image, {Qt::DecorationRole}); });
}

void ImageListModel::setSession(ProjectSession* session) {
  if (session_ != nullptr) {
    session_->disconnect(this);
  }
  session_ = session;
  dates_.cancel();
  facts_ = {};
  byName_.clear();
  if (session_ != nullptr) {
    for (const auto& [id, image] : session_->document().images()) {
      byName_.push_back(id);
    }
    sortByName(session_->document(), byName_);
    connect(session_, &ProjectSession::changed, this, &ImageListModel::follow);
  }
  rebuild();
}

void ImageListModel::setQuery(const Query& query) {
  query_ = query;
  rebuild();
}

void ImageListModel::setOrder(const ImageOrder& order) {
  order_ = order;
  facts_.dates.clear();
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
      return image->problem.empty() ? path + QLatin1Char('\n') + detailOf(id)
                                    : QString::fromStdString(image->problem);
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
  const auto place = static_cast<std::size_t>(image);
  return place < places_.size() ? places_[place].row : -1;
}

ImageId ImageListModel::imageAt(int row) const {
  return row < 0 || row >= static_cast<int>(rows_.size()) ? 0
                                                          : rows_[static_cast<std::size_t>(row)];
}

std::vector<Finding> ImageListModel::openFindings() const {
  return labeling::openFindings(session_->project());
}

void ImageListModel::rebuild() {
  beginResetModel();
  rows_.clear();
  remarks_.clear();
  if (session_ != nullptr) {
    const Document& document = session_->document();
    const bool needsFindings = order_.key == ImageOrderKey::Suspicion || asksForFindings(query_);
    const auto findings = needsFindings ? openFindings() : std::vector<Finding>();
    facts_.suspicions = suspicionsOf(findings);
    facts_.usefulPlaces = order_.key == ImageOrderKey::Usefulness
                              ? usefulPlacesOf(session_->project())
                              : std::unordered_map<ImageId, double>();
    if (query_.isEmpty()) {
      rows_ = byName_;
    } else {
      const QueryMatcher matcher(query_, document, findings);
      std::copy_if(byName_.begin(), byName_.end(), std::back_inserter(rows_),
                   [&](ImageId id) { return matcher.matches(id); });
      remarks_ = matcher.remarks();
    }
    sortFurther(document, order_, facts_, rows_);
  }
  countRows();
  endResetModel();
  if (session_ != nullptr && order_.key == ImageOrderKey::Date && facts_.dates.empty()) {
    readDates();
  }
}

void ImageListModel::readDates() {
  std::vector<std::pair<ImageId, std::filesystem::path>> files;
  for (const auto& [id, image] : session_->document().images()) {
    files.emplace_back(id, session_->project().folder() / image.path);
  }
  dates_.run(
      [files = std::move(files)](const std::stop_token& stop) { return datesOf(files, stop); },
      [this](Dates dates) {
        facts_.dates = std::move(dates);
        if (!facts_.dates.empty()) {
          rebuild();
        }
      });
}

void ImageListModel::countRows() {
  places_.clear();
  done_ = 0;
  if (rows_.empty()) {
    return;
  }
  places_.resize(static_cast<std::size_t>(*std::max_element(rows_.begin(), rows_.end())) + 1);
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    places_[static_cast<std::size_t>(rows_[row])].row = static_cast<int>(row);
  }
  // A walk over all of them is much faster than a search for each.
  for (const auto& [id, image] : session_->document().images()) {
    if (rowOf(id) >= 0) {
      noteDone(id, image);
    }
  }
}

void ImageListModel::noteDone(ImageId id, const Image& image) {
  Place& place = places_[static_cast<std::size_t>(id)];
  done_ += static_cast<int>(isDone(image)) - static_cast<int>(place.isDone);
  place.isDone = isDone(image);
}

void ImageListModel::follow(const Edit& edit) {
  const Touched touched = touchedBy(edit, session_->document());
  followNames(touched.renamed);
  removeGone(touched.gone);
  insertMatching(touched.images);
  for (const ImageId image : touched.images) {
    if (rowOf(image) >= 0) {
      noteDone(image, *session_->document().image(image));
      announce(image, {});
    }
  }
  if (touched.removesObjects && !rows_.empty()) {
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {DetailRole});
  }
}

void ImageListModel::followNames(const std::unordered_set<ImageId>& changed) {
  if (changed.empty()) {
    return;
  }
  const Document& document = session_->document();
  std::erase_if(byName_, [&](ImageId id) { return changed.contains(id); });
  std::vector<ImageId> added;
  std::copy_if(changed.begin(), changed.end(), std::back_inserter(added),
               [&](ImageId id) { return document.image(id) != nullptr; });
  sortByName(document, added);
  const auto middle = static_cast<std::ptrdiff_t>(byName_.size());
  byName_.insert(byName_.end(), added.begin(), added.end());
  std::inplace_merge(byName_.begin(), byName_.begin() + middle, byName_.end(),
                     [&](ImageId a, ImageId b) {
                       return comesBefore(document.image(a)->path, document.image(b)->path);
                     });
}

void ImageListModel::insertMatching(const std::unordered_set<ImageId>& changed) {
  const Document& document = session_->document();
  std::vector<ImageId> added;
  std::copy_if(changed.begin(), changed.end(), std::back_inserter(added),
               [this](ImageId id) { return rowOf(id) < 0; });
  if (!added.empty() && !query_.isEmpty()) {
    const QueryMatcher matcher(query_, document,
                               asksForFindings(query_) ? openFindings() : std::vector<Finding>());
    std::erase_if(added, [&](ImageId id) { return !matcher.matches(id); });
  }
  if (added.empty()) {
    return;
  }
  sortByName(document, added);
  sortFurther(document, order_, facts_, added);
  const auto stands = [&](ImageId a, ImageId b) {
    return standsBefore(document, order_, facts_, a, b);
  };
  if (rows_.empty() || stands(rows_.back(), added.front())) {
    const int first = static_cast<int>(rows_.size());
    beginInsertRows({}, first, first + static_cast<int>(added.size()) - 1);
    rows_.insert(rows_.end(), added.begin(), added.end());
    countRows();
    endInsertRows();
    return;
  }
  constexpr std::size_t fewEnoughForRows = 50;
  if (added.size() > fewEnoughForRows) {
    beginResetModel();
    std::vector<ImageId> merged;
    std::merge(rows_.begin(), rows_.end(), added.begin(), added.end(), std::back_inserter(merged),
               [&](ImageId a, ImageId b) { return stands(a, b); });
    rows_ = std::move(merged);
    countRows();
    endResetModel();
    return;
  }
  // Each is put before the first row that it stands before: the others keep their places.
  for (const ImageId id : added) {
    const auto place =
        std::find_if(rows_.begin(), rows_.end(), [&](ImageId other) { return stands(id, other); });
    const int row = static_cast<int>(place - rows_.begin());
    beginInsertRows({}, row, row);
    rows_.insert(place, id);
    countRows();
    endInsertRows();
  }
}

void ImageListModel::removeGone(const std::unordered_set<ImageId>& gone) {
  const bool isListed =
      std::any_of(gone.begin(), gone.end(), [this](ImageId id) { return rowOf(id) >= 0; });
  if (isListed) {
    beginResetModel();
    std::erase_if(rows_, [&](ImageId id) { return gone.contains(id); });
    countRows();
    endResetModel();
  }
}

void ImageListModel::announce(ImageId image, const QList<int>& roles) {
  if (const int row = rowOf(image); row >= 0) {
    Q_EMIT dataChanged(index(row), index(row), roles);
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
