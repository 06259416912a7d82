#include "ui/review/crop_store.h"

#include "labeling/images/image_reader.h"
#include "ui/canvas/picture.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace touchstone::ui {

namespace {

constexpr int keptCrops = 2000;
/// How much of an object's longer side is shown around it.
constexpr double surroundings = 0.25;

QRect areaAround(const labeling::Box& box, double scale, QSize picture) {
  const double margin = surroundings * std::max(box.width(), box.height());
  const QRectF wanted(QPointF(box.x0 - margin, box.y0 - margin) * scale,
                      QPointF(box.x1 + margin, box.y1 + margin) * scale);
  return wanted.toAlignedRect() & QRect(QPoint(0, 0), picture);
}

/// Returns the side to decode to, so that the crop has about CropStore::side pixels; 0 for all.
int neededSide(const CropRequest& request) {
  return request.box ? 0 : CropStore::side;
}

QImage readCrop(const CropRequest& request) {
  double scale = 1;
  const auto read = labeling::readImage(request.file, neededSide(request), &scale);
  if (!read) {
    QImage none(1, 1, QImage::Format_ARGB32);
    none.fill(Qt::transparent);
    return none;
  }
  QImage picture = toQImage(*read);
  if (request.box) {
    if (const QRect area = areaAround(*request.box, scale, picture.size()); !area.isEmpty()) {
      picture = picture.copy(area);
    }
  }
  return picture.scaled(CropStore::side, CropStore::side, Qt::KeepAspectRatio,
                        Qt::SmoothTransformation);
}

}  // namespace

CropStore::CropStore(QObject* parent) : QObject(parent), kept_(keptCrops) {
  pool_.setMaxThreadCount(1);
}

CropStore::~CropStore() {
  clear();
  pool_.waitForDone();
}

QImage CropStore::crop(const QString& key, const CropRequest& request) {
  if (const QImage* kept = kept_.object(key)) {
    return *kept;
  }
  if (underWay_.contains(key)) {
    return {};
  }
  underWay_.insert(key);
  const auto work = [this, key, request, stop = stop_.get_token()] {
    if (stop.stop_requested()) {
      return;
    }
    const QImage picture = readCrop(request);
    // The destructor waits for this thread, and events to a deleted object are dropped.
    QMetaObject::invokeMethod(this, [this, key, picture, stop] {
      if (!stop.stop_requested()) {
        keep(key, picture);
      }
    });
  };
  pool_.start(work, ++order_);
  return {};
}

void CropStore::keep(const QString& key, const QImage& picture) {
  underWay_.remove(key);
  kept_.insert(key, new QImage(picture));
  Q_EMIT ready(key);
}

void CropStore::clear() {
  stop_.request_stop();
  stop_ = std::stop_source{};
  pool_.clear();
  underWay_.clear();
  kept_.clear();
}

}  // namespace touchstone::ui
