#include "ui/label/thumbnail_cache.h"

#include "labeling/images/image_reader.h"
#include "ui/canvas/picture.h"
#include "ui/project_session.h"

#include <QCoreApplication>
#include <QDir>
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
  QString cached;  ///< where the thumbnail is kept on disk; empty for nowhere
};

QImage decode(const Wanted& wanted) {
  QImage picture;
  if (!wanted.cached.isEmpty() && picture.load(wanted.cached, "JPEG")) {
    return picture;
  }
  const auto read = labeling::readImage(wanted.file, ThumbnailCache::side);
  if (!read) {
    return {};
  }
  picture = toQImage(*read).scaled(ThumbnailCache::side, ThumbnailCache::side, Qt::KeepAspectRatio,
                                   Qt::SmoothTransformation);
  QSaveFile file(wanted.cached);
  if (!wanted.cached.isEmpty() && file.open(QIODevice::WriteOnly) &&
      picture.save(&file, "JPEG", 85)) {
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
  Wanted wanted{.image = image, .file = project.folder() / stored->path, .cached = {}};
  if (!project.isReadOnly() && !stored->contentHash.empty()) {
    const QDir folder(
        QString::fromStdString((project.storeFolder() / "cache" / "thumbnails").string()));
    folder.mkpath(QStringLiteral("."));
    wanted.cached = folder.filePath(QString::fromStdString(stored->contentHash) + ".jpg");
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
