#include "ui/window/image_measuring.h"

#include "labeling/project/prepare_images.h"
#include "ui/project_session.h"

#include <QElapsedTimer>
#include <QPointer>

#include <algorithm>
#include <iterator>

namespace touchstone::ui {
namespace {

constexpr std::size_t piece = 256;  ///< images that the worker hands over at a time
constexpr double longestStep = 8;   ///< milliseconds
constexpr std::size_t largestBatch = 512;

}  // namespace

ImageMeasuring::ImageMeasuring(ProjectSession& session, QObject* parent)
    : QObject(parent), session_(session) {
  next_.setSingleShot(true);
  next_.setInterval(0);
  connect(&next_, &QTimer::timeout, this, &ImageMeasuring::recordSome);
}

void ImageMeasuring::start() {
  if (session_.project().isReadOnly()) {
    return;
  }
  std::vector<Found> wanted;
  for (const auto& [id, image] : session_.document().images()) {
    if (labeling::isUnmeasured(image)) {
      wanted.push_back({.image = id, .looked = {}});
      wanted.back().looked.path = image.path;
    }
  }
  if (wanted.empty()) {
    return;
  }
  done_ = 0;
  total_ = static_cast<int>(wanted.size());
  job_.run(
      [self = QPointer<ImageMeasuring>(this), wanted = std::move(wanted),
       folder = session_.project().folder()](const std::stop_token& stop) mutable {
        for (auto first = wanted.begin(); first != wanted.end() && !stop.stop_requested();) {
          const auto last = first + std::min<std::ptrdiff_t>(wanted.end() - first, piece);
          std::for_each(first, last,
                        [&](Found& found) { labeling::measure(found.looked, folder); });
          std::vector<Found> found(std::make_move_iterator(first), std::make_move_iterator(last));
          QMetaObject::invokeMethod(qApp, [self, stop, found = std::move(found)]() mutable {
            if (self != nullptr && !stop.stop_requested()) {
              self->take(std::move(found));
            }
          });
          first = last;
        }
        return true;
      },
      [](bool) {});
}

void ImageMeasuring::take(std::vector<Found> found) {
  std::move(found.begin(), found.end(), std::back_inserter(found_));
  next_.start();
}

void ImageMeasuring::recordSome() {
  QElapsedTimer timer;
  timer.start();
  labeling::Edit edit{.name = "Look at the images", .gesture = 0, .changes = {}};
  const std::size_t count = std::min(batch_, found_.size());
  for (auto found = found_.end() - static_cast<std::ptrdiff_t>(count); found != found_.end();
       ++found) {
    const labeling::Image* known = session_.document().image(found->image);
    if (known != nullptr && labeling::isUnmeasured(*known)) {
      labeling::Image image = *known;
      image.width = found->looked.width;
      image.height = found->looked.height;
      image.problem = found->looked.problem;
      edit.changes.emplace_back(labeling::ImageChange{found->image, std::move(image)});
    }
  }
  found_.resize(found_.size() - count);
  done_ += static_cast<int>(count);
  if (!session_.recordSizes(std::move(edit))) {
    job_.cancel();
    found_.clear();
    done_ = total_;
  }
  const double took = static_cast<double>(timer.nsecsElapsed()) / 1e6;
  batch_ = took < longestStep / 4   ? std::min(batch_ * 2, largestBatch)
           : took > longestStep / 2 ? std::max<std::size_t>(batch_ / 2, 1)
                                    : batch_;
  Q_EMIT progressed(done_, total_);
  if (done_ == total_) {
    total_ = 0;
    Q_EMIT finished();
  } else if (!found_.empty()) {
    next_.start();
  }
}

}  // namespace touchstone::ui
