#include "labeling/images/tiff_file.h"

#include "labeling/images/orientation.h"
#include "labeling/images/tiff_blocks.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <utility>

namespace touchstone::labeling {
namespace {

int divided(int value, int by) {
  return (value + by - 1) / by;
}

/// The picture reduced to one pixel for each `step` x `step` pixels, from a part of its blocks.
class Overview {
public:
  Overview(TiffBlocks& blocks, int step) : blocks_(blocks), step_(step) {
    const cv::Size size = blocks.size();
    pixels_ = cv::Mat(divided(size.height, step), divided(size.width, step), blocks.type());
  }

  /// Fills the rows from the file's rows in the middle of those that they stand for. A row of tiles
  /// lies in as many places of the disk as there are tiles: of many tiles fewer rows are read.
  Status fillFromRows() {
    constexpr int mostPlaces = 25'000;  // two seconds of a disk that has not been read from lately
    const cv::Size size = blocks_.size();
    const int places = divided(size.width, blocks_.blockSize().width);
    const auto sparse = (std::int64_t{size.height} * places + mostPlaces - 1) / mostPlaces;
    const int step = std::max(step_, static_cast<int>(sparse));
    cv::Mat rows(divided(size.height, step), pixels_.cols, pixels_.type());
    for (int y = 0; y < rows.rows; ++y) {
      const int row = std::min(size.height - 1, y * step + step / 2);
      const auto read = blocks_.read({0, row, size.width, 1});
      if (!read) {
        return read.error();
      }
      cv::resize(*read, rows.row(y), {rows.cols, 1}, 0, 0, cv::INTER_AREA);
    }
    cv::resize(rows, pixels_, pixels_.size(), 0, 0, cv::INTER_LINEAR);
    return Nothing{};
  }

  /// Fills from every `stride`-th block in both directions, or of strips from every `stride`-th.
  Status fillFromBlocks(int stride) {
    const cv::Size size = blocks_.size();
    const cv::Size block = blocks_.blockSize();
    const int strideX = block.width >= size.width ? 1 : stride;
    for (int row = 0; row * block.height < size.height; row += stride) {
      for (int column = 0; column * block.width < size.width; column += strideX) {
        const cv::Range rows = covered(row, stride, block.height, size.height);
        const cv::Range columns = covered(column, strideX, block.width, size.width);
        if (rows.size() <= 0 || columns.size() <= 0) {
          continue;
        }
        const auto read = blocks_.block(column, row);
        if (!read) {
          return read.error();
        }
        cv::Mat target = pixels_(rows, columns);
        if (stride == 1 || strideX == 1) {
          cv::resize(*read, target, target.size(), 0, 0, cv::INTER_AREA);
        } else {
          target.setTo(cv::mean(*read));
        }
      }
    }
    return Nothing{};
  }

  [[nodiscard]] const cv::Mat& pixels() const { return pixels_; }

private:
  /// Returns the rows whose middle lies in the blocks first … first + count - 1.
  [[nodiscard]] cv::Range covered(int first, int count, int blockSide, int side) const {
    const int limit = divided(side, step_);
    const auto rowAt = [&](std::int64_t position) {
      const std::int64_t row = (position - step_ / 2 + step_ - 1) / step_;
      return static_cast<int>(std::clamp<std::int64_t>(row, 0, limit));
    };
    const std::int64_t from = std::int64_t{first} * blockSide;
    const std::int64_t to = from + std::int64_t{count} * blockSide;
    const bool isLast = to >= side;
    return {first == 0 ? 0 : rowAt(from), isLast ? limit : rowAt(to)};
  }

  TiffBlocks& blocks_;
  int step_;
  cv::Mat pixels_;
};

/// Returns how many blocks may stand for one so that decoding stays within `budget` bytes.
int strideFor(const TiffBlocks& blocks, int step, std::uint64_t budget) {
  const cv::Size size = blocks.size();
  const cv::Size block = blocks.blockSize();
  const bool isStripped = block.width >= size.width;
  const auto pixels =
      static_cast<std::uint64_t>(size.width) * static_cast<std::uint64_t>(size.height);
  const std::uint64_t bytes = pixels * CV_ELEM_SIZE(blocks.type());
  int stride = isStripped ? std::max(1, step / block.height) : 1;
  const auto cost = [&] {
    const auto s = static_cast<std::uint64_t>(stride);
    return bytes / (isStripped ? s : s * s);
  };
  const int most = std::max(divided(size.width, block.width), divided(size.height, block.height));
  while (cost() > budget && stride < most) {
    ++stride;
  }
  return stride;
}

Error failed(const TiffBlocks& stored, const std::exception& exception) {
  return {ErrorKind::Failed, stored.path(),
          stored.path().string() + " cannot be shown (" + exception.what() +
              "): close other programs or reduce the image."};
}

}  // namespace

class TiffFile::Blocks {
public:
  explicit Blocks(std::unique_ptr<TiffBlocks> blocks) : stored(std::move(blocks)) {}
  std::unique_ptr<TiffBlocks> stored;
};

TiffFile::TiffFile(std::unique_ptr<Blocks> blocks) : blocks_(std::move(blocks)) {}
TiffFile::TiffFile(TiffFile&&) noexcept = default;
TiffFile& TiffFile::operator=(TiffFile&&) noexcept = default;
TiffFile::~TiffFile() = default;

Result<TiffFile> TiffFile::open(const std::filesystem::path& file) {
  auto blocks = TiffBlocks::open(file);
  if (!blocks) {
    return blocks.error();
  }
  return TiffFile(std::make_unique<Blocks>(*std::move(blocks)));
}

cv::Size TiffFile::size() const {
  const cv::Size stored = blocks_->stored->size();
  const bool turned = isTurned(blocks_->stored->orientation());
  return turned ? cv::Size(stored.height, stored.width) : stored;
}

int TiffFile::type() const {
  return blocks_->stored->type();
}

cv::Size TiffFile::blockSize() const {
  const cv::Size stored = blocks_->stored->blockSize();
  const bool turned = isTurned(blocks_->stored->orientation());
  return turned ? cv::Size(stored.height, stored.width) : stored;
}

Result<cv::Mat> TiffFile::read(const cv::Rect& area) {
  TiffBlocks& stored = *blocks_->stored;
  try {
    return stored.read(storedArea(area, stored.size(), stored.orientation()))
        .transform([&](const cv::Mat& part) { return oriented(part, stored.orientation()); });
  } catch (const std::exception& exception) {
    return failed(stored, exception);
  }
}

Result<cv::Mat> TiffFile::overview(int longerSide, std::uint64_t budget) {
  TiffBlocks& stored = *blocks_->stored;
  const int step =
      std::max(1, divided(std::max(stored.size().width, stored.size().height), longerSide));
  try {
    Overview overview(stored, step);
    const Status filled = stored.hasPlainRows()
                              ? overview.fillFromRows()
                              : overview.fillFromBlocks(strideFor(stored, step, budget));
    if (!filled) {
      return filled.error();
    }
    return oriented(overview.pixels(), stored.orientation());
  } catch (const std::exception& exception) {
    return failed(stored, exception);
  }
}

}  // namespace touchstone::labeling
