#include "ui/canvas/load_picture.h"

#include "labeling/images/image_reader.h"
#include "labeling/images/tiff_writer.h"
#include "ui/canvas/tiled_picture.h"
#include "ui/canvas/whole_picture.h"

#include <QCryptographicHash>
#include <opencv2/imgproc.hpp>

#include <chrono>

namespace touchstone::ui {
namespace {

constexpr qint64 pixelsInMemory = 120'000'000;

Error notEnoughMemory(const std::filesystem::path& file) {
  return {ErrorKind::Failed, file,
          "There is not enough memory to show " + file.filename().string() +
              ": close other programs or reduce the image."};
}

/// Returns where something made from the file as it is now is kept; a changed file gets another
/// place.
std::filesystem::path placeFor(const std::filesystem::path& file,
                               const std::filesystem::path& cache,
                               const char* ending) {
  std::error_code unknown;
  const auto changed = std::filesystem::last_write_time(file, unknown).time_since_epoch().count();
  const std::string state = file.string() + '|' +
                            std::to_string(std::filesystem::file_size(file, unknown)) + '|' +
                            std::to_string(changed);
  const QByteArray name = QCryptographicHash::hash(
      QByteArrayView(state.data(), static_cast<qsizetype>(state.size())), QCryptographicHash::Sha1);
  return cache / (name.toHex().toStdString() + ending);
}

Status writeTo(const std::filesystem::path& place, const cv::Mat& pixels) {
  std::error_code unknown;
  std::filesystem::create_directories(place.parent_path(), unknown);
  return labeling::writeTiff(place, pixels.size(), pixels.type(), {},
                             [&](const cv::Rect& area) { return pixels(area); });
}

/// Returns the coarse level that was kept for the file; an empty matrix when there is none.
cv::Mat keptCoarse(const std::filesystem::path& place, QSize size) {
  if (!std::filesystem::exists(place)) {
    return {};
  }
  auto kept = labeling::TiffFile::open(place);
  if (!kept || kept->size() != cv::Size(size.width(), size.height())) {
    return {};
  }
  const auto pixels = kept->read({0, 0, size.width(), size.height()});
  return pixels ? asKept(*pixels) : cv::Mat();
}

Result<Picture> openLarge(const std::filesystem::path& file, const std::filesystem::path& cache) {
  auto picture = TiledPicture::open(file);
  if (!picture) {
    return picture.error();
  }
  std::shared_ptr<TiledPicture> opened = *picture;
  if (!cache.empty()) {
    const cv::Mat coarse = keptCoarse(placeFor(file, cache, ".coarse.tif"), opened->coarseSize());
    if (!coarse.empty() && coarse.type() == opened->coarse().type()) {
      opened = opened->withRefined(coarse);
    }
  }
  return Picture(opened);
}

/// Opens a large picture of a format that must be decoded as a whole.
Result<Picture> openRewritten(const std::filesystem::path& file,
                              const std::filesystem::path& cache) {
  const std::filesystem::path place = placeFor(file, cache, ".tiles.tif");
  if (!std::filesystem::exists(place)) {
    const auto pixels = labeling::readImage(file);
    if (!pixels) {
      return pixels.error();
    }
    if (const Status written = writeTo(place, *pixels); !written) {
      return written.error();
    }
  }
  return openLarge(place, cache);
}

}  // namespace

Result<Picture> loadPicture(const std::filesystem::path& file, const std::filesystem::path& cache) {
  try {
    const auto isLarge = labeling::isLargeTiff(file);
    if (!isLarge) {
      return isLarge.error();
    }
    if (*isLarge) {
      return openLarge(file, cache);
    }
    const auto size = labeling::readImageSize(file);
    if (size && qint64{size->width} * size->height > pixelsInMemory && !cache.empty()) {
      return openRewritten(file, cache);
    }
    const auto pixels = labeling::readImageValues(file);
    if (!pixels) {
      return pixels.error();
    }
    return Picture(std::make_shared<WholePicture>(asKept(*pixels)));
  } catch (const std::exception&) {
    return notEnoughMemory(file);
  }
}

Result<Picture> refinedPicture(const Picture& picture,
                               const std::filesystem::path& cache,
                               const std::stop_token& stop) {
  const auto tiled = std::dynamic_pointer_cast<const TiledPicture>(picture.sharedSource());
  if (tiled == nullptr || tiled->isRefined()) {
    return picture;
  }
  try {
    const auto refined = tiled->refined(stop);
    if (!refined) {
      return refined.error();
    }
    if (!cache.empty()) {
      cv::Mat kept = (*refined)->coarse();
      if (kept.channels() == 4) {
        cv::cvtColor(kept, kept, cv::COLOR_BGRA2BGR);
      }
      if (const Status written = writeTo(placeFor(tiled->file(), cache, ".coarse.tif"), kept);
          !written) {
        return written.error();
      }
    }
    return Picture(*refined);
  } catch (const std::exception&) {
    return notEnoughMemory(tiled->file());
  }
}

}  // namespace touchstone::ui
