#pragma once

#include "labeling/geometry/box.h"
#include "labeling/result.h"
#include "ui/canvas/tone.h"

#include <QImage>
#include <QMetaType>
#include <QSize>

#include <memory>

namespace touchstone::ui {

/// Where the pixels of a picture come from: some levels lie in memory, finer ones may have to be
/// read tile by tile. Level n is reduced 2^n times. Pixels are 8-bit BGRA, or 16-bit or float in
/// grey or BGR. Safe to use from several threads.
class PictureSource {
public:
  PictureSource() = default;
  virtual ~PictureSource() = default;
  PictureSource(const PictureSource&) = delete;
  PictureSource& operator=(const PictureSource&) = delete;

  [[nodiscard]] virtual QSize size() const = 0;
  [[nodiscard]] virtual int levelCount() const = 0;
  /// Returns the whole level when it lies in memory, else an empty matrix. The coarsest always
  /// does.
  [[nodiscard]] virtual cv::Mat level(int level) const = 0;
  /// The size of the tiles of a level that does not lie in memory.
  [[nodiscard]] virtual QSize tileSize(int level) const = 0;
  /// Reads the part of a level, which must lie in it. May take long.
  [[nodiscard]] virtual Result<cv::Mat> read(int level, const cv::Rect& area) const = 0;
  /// The range of all values.
  [[nodiscard]] virtual ValueRange values() const = 0;
  [[nodiscard]] virtual std::uint64_t bytes() const = 0;
};

/// A picture that can be shown at any scale. Copies share its pixels.
class Picture {
public:
  Picture() = default;
  explicit Picture(const QImage& picture);
  explicit Picture(std::shared_ptr<const PictureSource> source) : source_(std::move(source)) {}

  [[nodiscard]] bool isNull() const { return source_ == nullptr; }
  [[nodiscard]] QSize size() const { return isNull() ? QSize() : source_->size(); }
  [[nodiscard]] std::uint64_t bytes() const { return isNull() ? 0 : source_->bytes(); }
  [[nodiscard]] ValueRange values() const { return isNull() ? ValueRange{} : source_->values(); }
  /// Whether it has more than 8 bits a channel.
  [[nodiscard]] bool isDeep() const;
  /// The source; only of a picture that is not null.
  [[nodiscard]] const PictureSource& source() const { return *source_; }
  [[nodiscard]] std::shared_ptr<const PictureSource> sharedSource() const { return source_; }

  /// Returns the coarsest level that has at least `scale` of the full resolution.
  [[nodiscard]] int levelFor(double scale) const;
  [[nodiscard]] QSize levelSize(int level) const;
  /// Returns the coarsest level in memory that is at least that large, else the finest in memory.
  [[nodiscard]] cv::Mat overview(int longerSide) const;

private:
  std::shared_ptr<const PictureSource> source_;
};

/// Returns a copy of the pixels of the region (8-bit BGR, full size), rounded outwards and cut to
/// the picture; an empty matrix when nothing is left, or when the region has more than 100 million
/// pixels. Reads from the file when they do not lie in memory.
[[nodiscard]] cv::Mat pixelsOf(const Picture& picture, const labeling::Box& region);

/// Copies an 8-bit BGR or grey picture.
[[nodiscard]] QImage toQImage(const cv::Mat& picture);

}  // namespace touchstone::ui

Q_DECLARE_METATYPE(touchstone::ui::Picture)
