#include "ui/canvas/tile_store.h"

#include <QCoreApplication>
#include <QPointer>
#include <QSet>

#include <algorithm>
#include <mutex>
#include <optional>
#include <vector>

namespace touchstone::ui {
namespace {

constexpr int keptKilobytes = 256 * 1024;
constexpr int readers = 2;

}  // namespace

/// What is still to be read, newest last; shared with the readers.
struct TileStore::Queue {
  struct Wanted {
    TilePlace place;
    cv::Rect area;
  };

  std::mutex mutex;
  std::shared_ptr<const PictureSource> source;
  std::vector<Wanted> wanted;
  QSet<TilePlace> pending;
  std::uint64_t generation = 0;
  int running = 0;

  void restart(std::shared_ptr<const PictureSource> from) {
    const std::scoped_lock lock(mutex);
    source = std::move(from);
    wanted.clear();
    pending.clear();
    ++generation;
  }

  struct Next {
    Wanted wanted;
    std::shared_ptr<const PictureSource> source;
    std::uint64_t generation;
  };
  std::optional<Next> next() {
    const std::scoped_lock lock(mutex);
    if (wanted.empty()) {
      --running;
      return std::nullopt;
    }
    const Wanted newest = wanted.back();
    wanted.pop_back();
    return Next{newest, source, generation};
  }
};

TileStore::TileStore(QObject* parent)
    : QObject(parent), kept_(keptKilobytes), queue_(std::make_shared<Queue>()) {
  pool_.setMaxThreadCount(readers);
}

TileStore::~TileStore() {
  queue_->restart(nullptr);
  pool_.waitForDone();
}

void TileStore::setPicture(const Picture& picture) {
  picture_ = picture;
  kept_.clear();
  queue_->restart(picture.sharedSource());
}

cv::Rect TileStore::areaOf(const TilePlace& place) const {
  const QSize tile = picture_.source().tileSize(place.level);
  const QSize size = picture_.levelSize(place.level);
  return cv::Rect(place.column * tile.width(), place.row * tile.height(), tile.width(),
                  tile.height()) &
         cv::Rect(0, 0, size.width(), size.height());
}

cv::Mat TileStore::tile(const TilePlace& place) {
  if (const cv::Mat* kept = kept_.object(place)) {
    return *kept;
  }
  const std::scoped_lock lock(queue_->mutex);
  if (queue_->pending.contains(place)) {
    return {};
  }
  // Another level is looked at now: what was wanted of the last one is not waited for.
  std::erase_if(queue_->wanted, [&](const Queue::Wanted& wanted) {
    const bool isOld = wanted.place.level != place.level;
    if (isOld) {
      queue_->pending.remove(wanted.place);
    }
    return isOld;
  });
  queue_->pending.insert(place);
  queue_->wanted.push_back({place, areaOf(place)});
  if (queue_->running < readers) {
    ++queue_->running;
    pool_.start([queue = queue_, self = QPointer<TileStore>(this)] {
      while (const auto next = queue->next()) {
        const auto read = next->source->read(next->wanted.place.level, next->wanted.area);
        // A part that cannot be read stays as coarse as it is.
        const cv::Mat pixels = read ? *read : cv::Mat();
        QMetaObject::invokeMethod(
            qApp, [self, place = next->wanted.place, pixels, generation = next->generation] {
              if (self != nullptr) {
                self->keep(place, pixels, generation);
              }
            });
      }
    });
  }
  return {};
}

void TileStore::keep(const TilePlace& place, const cv::Mat& pixels, std::uint64_t generation) {
  {
    const std::scoped_lock lock(queue_->mutex);
    if (generation != queue_->generation || pixels.empty()) {
      return;
    }
    queue_->pending.remove(place);
  }
  const auto kilobytes = static_cast<int>(pixels.total() * pixels.elemSize() / 1024) + 1;
  kept_.insert(place, new cv::Mat(pixels), std::min(kilobytes, keptKilobytes));
  Q_EMIT arrived(place);
}

}  // namespace touchstone::ui
