#include "ui/canvas/tiled_picture.h"

#include "ui/canvas/whole_picture.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr int coarseSide = 4096;                        ///< of the longer side, at most
constexpr int firstViewSide = 2048;                     ///< of the view that is there at once
constexpr std::uint64_t firstViewBudget = 350'000'000;  ///< bytes decoded for it
constexpr int largestBand = 1024;                       ///< rows read at once
constexpr int squareTile = 512;
constexpr int stripTile = 64;  ///< rows of a tile where a strip holds whole rows

int reducedSide(int side, int level) {
  for (; level > 0; --level) {
    side = (side + 1) / 2;
  }
  return side;
}

}  // namespace

Result<std::shared_ptr<TiledPicture>> TiledPicture::open(const std::filesystem::path& file) {
  auto tiff = labeling::TiffFile::open(file);
  if (!tiff) {
    return tiff.error();
  }
  std::shared_ptr<TiledPicture> picture(new TiledPicture(file));
  picture->size_ = {tiff->size().width, tiff->size().height};
  picture->block_ = {tiff->blockSize().width, tiff->blockSize().height};
  while (reducedSide(std::max(picture->size_.width(), picture->size_.height()),
                     picture->firstCoarse_) > coarseSide) {
    ++picture->firstCoarse_;
  }
  const auto view = tiff->overview(firstViewSide, firstViewBudget);
  if (!view) {
    return view.error();
  }
  picture->giveBack(*std::move(tiff));
  cv::Mat coarse;
  const QSize size = picture->coarseSize();
  cv::resize(asKept(*view), coarse, {size.width(), size.height()}, 0, 0, cv::INTER_LINEAR);
  picture->setCoarse(coarse);
  return picture;
}

TiledPicture::TiledPicture(const TiledPicture& other, const cv::Mat& coarse)
    : file_(other.file_),
      size_(other.size_),
      block_(other.block_),
      firstCoarse_(other.firstCoarse_),
      refined_(true) {
  setCoarse(coarse);
}

void TiledPicture::setCoarse(const cv::Mat& coarse) {
  coarse_ = {coarse};
  appendHalves(coarse_);
  values_ = valuesOf(coarse);
}

std::shared_ptr<TiledPicture> TiledPicture::withRefined(const cv::Mat& coarse) const {
  return std::shared_ptr<TiledPicture>(new TiledPicture(*this, coarse));
}

QSize TiledPicture::coarseSize() const {
  return {reducedSide(size_.width(), firstCoarse_), reducedSide(size_.height(), firstCoarse_)};
}

Result<std::shared_ptr<TiledPicture>> TiledPicture::refined(const std::stop_token& stop) const {
  const QSize reduced = coarseSize();
  const int step = 1 << firstCoarse_;
  // Bands of whole blocks, so that none is decoded twice.
  const int band = std::max(1, std::min(block_.height(), largestBand) / step);
  cv::Mat coarse(reduced.height(), reduced.width(), coarse_.front().type());
  for (int y = 0; y < reduced.height(); y += band) {
    if (stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, file_, "Reading the picture was cancelled."};
    }
    const int count = std::min(band, reduced.height() - y);
    const auto part = read(firstCoarse_, {0, y, reduced.width(), count});
    if (!part) {
      return part.error();
    }
    part->copyTo(coarse.rowRange(y, y + count));
  }
  return withRefined(coarse);
}

int TiledPicture::levelCount() const {
  return firstCoarse_ + static_cast<int>(coarse_.size());
}

cv::Mat TiledPicture::level(int level) const {
  return level < firstCoarse_ ? cv::Mat() : coarse_[static_cast<std::size_t>(level - firstCoarse_)];
}

QSize TiledPicture::tileSize(int level) const {
  const QSize size(reducedSide(size_.width(), level), reducedSide(size_.height(), level));
  // A strip must be decoded as a whole: tiles as wide as the picture use all of it.
  if (block_.width() >= size_.width()) {
    return {size.width(), std::min(stripTile, size.height())};
  }
  if (block_.height() >= size_.height()) {
    return {std::min(stripTile, size.width()), size.height()};
  }
  return {std::min(squareTile, size.width()), std::min(squareTile, size.height())};
}

Result<cv::Mat> TiledPicture::read(int level, const cv::Rect& area) const {
  const int step = 1 << level;
  const cv::Rect whole(0, 0, size_.width(), size_.height());
  const cv::Rect wanted =
      cv::Rect(area.x * step, area.y * step, area.width * step, area.height * step) & whole;
  auto file = borrow();
  if (!file) {
    return file.error();
  }
  auto pixels = file->read(wanted);
  giveBack(*std::move(file));
  if (!pixels || level == 0) {
    return std::move(pixels).transform([](const cv::Mat& read) { return asKept(read); });
  }
  try {
    cv::Mat reduced;
    cv::resize(*pixels, reduced, area.size(), 0, 0, cv::INTER_AREA);
    return asKept(reduced);
  } catch (const std::exception& exception) {
    return Error{ErrorKind::Failed, file_,
                 file_.string() + " cannot be shown (" + exception.what() + ")."};
  }
}

std::uint64_t TiledPicture::bytes() const {
  std::uint64_t total = 0;
  for (const cv::Mat& level : coarse_) {
    total += level.total() * level.elemSize();
  }
  return total;
}

Result<labeling::TiffFile> TiledPicture::borrow() const {
  {
    const std::scoped_lock lock(mutex_);
    if (!idle_.empty()) {
      labeling::TiffFile file = std::move(idle_.back());
      idle_.pop_back();
      return file;
    }
  }
  return labeling::TiffFile::open(file_);
}

void TiledPicture::giveBack(labeling::TiffFile file) const {
  const std::scoped_lock lock(mutex_);
  idle_.push_back(std::move(file));
}

}  // namespace touchstone::ui
