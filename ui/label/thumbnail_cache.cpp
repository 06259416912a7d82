#include "ui/label/thumbnail_cache.h"

#include "labeling/images/image_reader.h"
#include "ui/canvas/picture.h"
#include "ui/project_session.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>
#include <opencv2/core/mat.hpp>

#include <algorithm>
#include <mutex>
#include <set>

namespace touchstone::ui {
namespace {

constexpr int keptKilobytes = 64 * 1024;
constexpr int mostWorkers = 4;

/// Where the thumbnail of the file as it is now is kept; a changed file gets another place.
QString placeOf(const std::filesystem::path& path, const QString& folder) {
  const QFileInfo file(QString::fromStdString(path.string()));
  const QString state = QStringLiteral("%1|%2|%3|%4")
                            .arg(file.filePath())
                            .arg(file.size())
                            .arg(file.lastModified().toMSecsSinceEpoch())
                            .arg(ThumbnailCache::side);
  const QByteArray name = QCryptographicHash::hash(state.toUtf8(), QCryptographicHash::Sha1);
  return QDir(folder).filePath(QString::fromLatin1(name.toHex()) + ".jpg");
}

QImage decode(const std::filesystem::path& path, const QString& folder) {
  QImage picture;
  const QString place = folder.isEmpty() ? QString() : placeOf(path, folder);
  if (!place.isEmpty() && picture.load(place, "JPEG")) {
    return picture;
  }
  const auto read = labeling::readImage(path, ThumbnailCache::side);
  if (!read) {
    return {};
  }
  picture = toQImage(*read).scaled(ThumbnailCache::side, ThumbnailCache::side, Qt::KeepAspectRatio,
                                   Qt::SmoothTransformation);
  QSaveFile file(place);
  if (!place.isEmpty() && file.open(QIODevice::WriteOnly) && picture.save(&file, "JPEG", 85)) {
    file.commit();
  }
  return picture;
}

}  // namespace

struct ThumbnailCache::Wanted {
  labeling::ImageId image;
  std::filesystem::path file;
  QString folder;
};

/// What is still to be decoded, newest last; shared with the workers.
struct ThumbnailCache::Queue {
  std::mutex mutex;
  std::vector<Wanted> wanted;
  std::set<labeling::ImageId> pending;  ///< wanted, or being decoded
  std::uint64_t generation = 0;
  int workers = 0;

  void clear() {
    const std::scoped_lock lock(mutex);
    wanted.clear();
    pending.clear();
    ++generation;
  }
  std::optional<std::pair<Wanted, std::uint64_t>> next() {
    const std::scoped_lock lock(mutex);
    if (wanted.empty()) {
      --workers;
      return std::nullopt;
    }
    Wanted newest = std::move(wanted.back());
    wanted.pop_back();
    return std::pair{std::move(newest), generation};
  }
};

ThumbnailCache::ThumbnailCache(QObject* parent)
    : QObject(parent), kept_(keptKilobytes), queue_(std::make_shared<Queue>()) {
  pool_.setMaxThreadCount(std::clamp(QThread::idealThreadCount() / 2, 1, mostWorkers));
  pool_.setThreadPriority(QThread::LowPriority);
}

ThumbnailCache::~ThumbnailCache() {
  queue_->clear();
  pool_.waitForDone();
}

void ThumbnailCache::setSession(ProjectSession* session) {
  session_ = session;
  queue_->clear();
  kept_.clear();
  folder_.clear();
  if (session_ != nullptr && !session_->project().isReadOnly()) {
    folder_ = QString::fromStdString(
        (session_->project().storeFolder() / "cache" / "thumbnails").string());
    QDir().mkpath(folder_);
  }
}

QImage ThumbnailCache::thumbnail(labeling::ImageId image) {
  if (const QImage* kept = kept_.object(image)) {
    return *kept;
  }
  auto wanted = wantedFor(image);
  if (!wanted) {
    return {};
  }
  {
    const std::scoped_lock lock(queue_->mutex);
    if (!queue_->pending.insert(image).second) {
      return {};
    }
    queue_->wanted.push_back(*std::move(wanted));
  }
  startWorkers();
  return {};
}

void ThumbnailCache::prefer(const std::vector<labeling::ImageId>& images) {
  std::vector<Wanted> wanted;
  for (auto image = images.rbegin(); image != images.rend(); ++image) {
    if (auto missing = kept_.contains(*image) ? std::nullopt : wantedFor(*image)) {
      wanted.push_back(*std::move(missing));
    }
  }
  {
    const std::scoped_lock lock(queue_->mutex);
    for (const Wanted& old : queue_->wanted) {
      queue_->pending.erase(old.image);
    }
    queue_->wanted.clear();
    for (Wanted& one : wanted) {
      if (queue_->pending.insert(one.image).second) {
        queue_->wanted.push_back(std::move(one));
      }
    }
  }
  startWorkers();
}

std::optional<ThumbnailCache::Wanted> ThumbnailCache::wantedFor(labeling::ImageId image) const {
  const labeling::Image* stored = session_ == nullptr ? nullptr : session_->document().image(image);
  if (stored == nullptr || !stored->problem.empty()) {
    return std::nullopt;
  }
  return Wanted{image, session_->project().folder() / stored->path, folder_};
}

void ThumbnailCache::startWorkers() {
  const std::scoped_lock lock(queue_->mutex);
  const int useful = std::min<int>(pool_.maxThreadCount(), static_cast<int>(queue_->wanted.size()));
  for (; queue_->workers < useful; ++queue_->workers) {
    pool_.start([queue = queue_, self = QPointer<ThumbnailCache>(this)] {
      while (const auto next = queue->next()) {
        const QImage picture = decode(next->first.file, next->first.folder);
        QMetaObject::invokeMethod(
            qApp, [self, image = next->first.image, picture, generation = next->second] {
              if (self != nullptr) {
                self->store(image, picture, generation);
              }
            });
      }
    });
  }
}

void ThumbnailCache::store(labeling::ImageId image,
                           const QImage& picture,
                           std::uint64_t generation) {
  {
    const std::scoped_lock lock(queue_->mutex);
    if (generation != queue_->generation) {
      return;
    }
    queue_->pending.erase(image);
  }
  kept_.insert(image, new QImage(picture), 1 + static_cast<int>(picture.sizeInBytes() / 1024));
  Q_EMIT ready(image);
}

}  // namespace touchstone::ui
