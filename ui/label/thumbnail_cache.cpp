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

#include <mutex>
#include <optional>
#include <set>

namespace touchstone::ui {
namespace {

constexpr int keptThumbnails = 2000;

struct Wanted {
  labeling::ImageId image;
  std::filesystem::path file;
  QString cache;  ///< folder in which thumbnails are kept; empty for nowhere
};

/// Where the thumbnail of the file as it is now is kept; a changed file gets another place.
QString placeOf(const Wanted& wanted) {
  const QFileInfo file(QString::fromStdString(wanted.file.string()));
  const QString state = QStringLiteral("%1|%2|%3")
                            .arg(file.filePath())
                            .arg(file.size())
                            .arg(file.lastModified().toMSecsSinceEpoch());
  const QByteArray name = QCryptographicHash::hash(state.toUtf8(), QCryptographicHash::Sha1);
  return QDir(wanted.cache).filePath(QString::fromLatin1(name.toHex()) + ".jpg");
}

QImage decode(const Wanted& wanted) {
  QImage picture;
  const QString place = wanted.cache.isEmpty() ? QString() : placeOf(wanted);
  if (!place.isEmpty() && picture.load(place, "JPEG")) {
    return picture;
  }
  const auto read = labeling::readImage(wanted.file, ThumbnailCache::side);
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

/// What is still to be decoded, newest last; shared with the worker.
struct ThumbnailCache::Queue {
  std::mutex mutex;
  std::vector<Wanted> wanted;
  std::set<labeling::ImageId> pending;
  std::uint64_t generation = 0;
  bool running = false;

  void clear() {
    const std::scoped_lock lock(mutex);
    wanted.clear();
    pending.clear();
    ++generation;
  }
  std::optional<std::pair<Wanted, std::uint64_t>> next() {
    const std::scoped_lock lock(mutex);
    if (wanted.empty()) {
      running = false;
      return std::nullopt;
    }
    Wanted newest = std::move(wanted.back());
    wanted.pop_back();
    return std::pair{std::move(newest), generation};
  }
};

ThumbnailCache::ThumbnailCache(QObject* parent)
    : QObject(parent), kept_(keptThumbnails), queue_(std::make_shared<Queue>()) {
  pool_.setMaxThreadCount(1);
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
}

QImage ThumbnailCache::thumbnail(labeling::ImageId image) {
  if (const QImage* kept = kept_.object(image)) {
    return *kept;
  }
  const labeling::Image* stored = session_ == nullptr ? nullptr : session_->document().image(image);
  if (stored == nullptr || !stored->problem.empty()) {
    return {};
  }
  const labeling::Project& project = session_->project();
  Wanted wanted{.image = image, .file = project.folder() / stored->path, .cache = {}};
  if (!project.isReadOnly()) {
    wanted.cache =
        QString::fromStdString((project.storeFolder() / "cache" / "thumbnails").string());
    QDir().mkpath(wanted.cache);
  }
  const std::scoped_lock lock(queue_->mutex);
  if (!queue_->pending.insert(image).second) {
    return {};
  }
  queue_->wanted.push_back(std::move(wanted));
  if (!queue_->running) {
    queue_->running = true;
    pool_.start([queue = queue_, self = QPointer<ThumbnailCache>(this)] {
      while (const auto next = queue->next()) {
        const QImage picture = decode(next->first);
        QMetaObject::invokeMethod(
            qApp, [self, image = next->first.image, picture, generation = next->second] {
              if (self != nullptr) {
                self->store(image, picture, generation);
              }
            });
      }
    });
  }
  return {};
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
  kept_.insert(image, new QImage(picture));
  Q_EMIT ready(image);
}

}  // namespace touchstone::ui
