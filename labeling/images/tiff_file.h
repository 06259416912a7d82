#pragma once

#include "labeling/result.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>

namespace touchstone::labeling {

/// A TIFF file that is read in parts, so that its size does not matter. Positions are those of the
/// picture as displayed (its orientation applied). Pixels are 8-bit, 16-bit unsigned or 32-bit
/// float, grey or BGR; alpha is laid over white in 8-bit files and left out of others.
/// One object per thread.
class TiffFile {
public:
  /// Opens the first picture of the file. Errors: not readable, no TIFF, a compression that libtiff
  /// lacks, a strip or tile larger than the limit.
  static Result<TiffFile> open(const std::filesystem::path& file);
  TiffFile(TiffFile&&) noexcept;
  TiffFile& operator=(TiffFile&&) noexcept;
  ~TiffFile();

  [[nodiscard]] cv::Size size() const;
  /// OpenCV's type of the pixels: CV_8UC1 … CV_32FC3.
  [[nodiscard]] int type() const;
  /// Width and height of the parts that can be read without reading others. A strip is as wide as
  /// the picture.
  [[nodiscard]] cv::Size blockSize() const;

  /// Reads the part `area`, which lies within the picture.
  Result<cv::Mat> read(const cv::Rect& area);

  /// Returns the whole picture with its longer side reduced to at most `longerSide` pixels, from as
  /// much of the file as decodes to `budget` bytes: every row of it when that suffices, else every
  /// n-th strip or tile, which stands for its neighbours.
  Result<cv::Mat> overview(int longerSide, std::uint64_t budget);

private:
  class Blocks;
  explicit TiffFile(std::unique_ptr<Blocks> blocks);

  std::unique_ptr<Blocks> blocks_;
};

}  // namespace touchstone::labeling
