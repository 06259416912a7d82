#include "labeling/images/tiff_writer.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <memory>
#include <tiffio.h>

namespace touchstone::labeling {
namespace {

constexpr int tileSide = 256;
constexpr int stripRows = 16;
constexpr std::uint64_t classicLimit = 4'000'000'000;  ///< bytes; beyond it a BigTIFF is needed

struct Close {
  void operator()(TIFF* file) const { TIFFClose(file); }
};

void describe(TIFF* file, cv::Size size, int type, const TiffForm& form) {
  const int channels = CV_MAT_CN(type);
  TIFFSetField(file, TIFFTAG_IMAGEWIDTH, size.width);
  TIFFSetField(file, TIFFTAG_IMAGELENGTH, size.height);
  TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, channels);
  TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, static_cast<int>(CV_ELEM_SIZE1(type)) * 8);
  TIFFSetField(file, TIFFTAG_SAMPLEFORMAT,
               CV_MAT_DEPTH(type) == CV_32F ? SAMPLEFORMAT_IEEEFP : SAMPLEFORMAT_UINT);
  TIFFSetField(file, TIFFTAG_PHOTOMETRIC, channels == 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK);
  TIFFSetField(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(file, TIFFTAG_COMPRESSION,
               form.compressed ? COMPRESSION_ADOBE_DEFLATE : COMPRESSION_NONE);
  if (form.compressed) {
    TIFFSetField(file, TIFFTAG_ZIPQUALITY, 1);
  }
  if (form.tiled) {
    TIFFSetField(file, TIFFTAG_TILEWIDTH, tileSide);
    TIFFSetField(file, TIFFTAG_TILELENGTH, tileSide);
  } else {
    TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, stripRows);
  }
}

/// Returns the pixels as the file has them: RGB, and a tile at its full size.
cv::Mat asStored(const cv::Mat& pixels, const TiffForm& form) {
  cv::Mat stored;
  if (pixels.channels() == 3) {
    cv::cvtColor(pixels, stored, cv::COLOR_BGR2RGB);
  } else {
    stored = pixels;
  }
  if (form.tiled && (stored.rows < tileSide || stored.cols < tileSide)) {
    cv::copyMakeBorder(stored, stored, 0, tileSide - stored.rows, 0, tileSide - stored.cols,
                       cv::BORDER_REPLICATE);
  }
  return stored.isContinuous() ? stored : stored.clone();
}

}  // namespace

Status writeTiff(const std::filesystem::path& file,
                 cv::Size size,
                 int type,
                 const TiffForm& form,
                 const std::function<cv::Mat(const cv::Rect&)>& part) {
  const Error failed{ErrorKind::Failed, file,
                     file.string() + " cannot be written: check the free space on its disk."};
  const std::filesystem::path unfinished = file.string() + ".part";
  const std::uint64_t bytes = static_cast<std::uint64_t>(size.width) *
                              static_cast<std::uint64_t>(size.height) * CV_ELEM_SIZE(type);
  std::unique_ptr<TIFF, Close> tiff(
      TIFFOpen(unfinished.c_str(), form.big || bytes > classicLimit ? "w8" : "w"));
  if (tiff == nullptr) {
    return failed;
  }
  describe(tiff.get(), size, type, form);
  const cv::Size block =
      form.tiled ? cv::Size(tileSide, tileSide) : cv::Size(size.width, stripRows);
  bool isWritten = true;
  for (int y = 0; y < size.height && isWritten; y += block.height) {
    for (int x = 0; x < size.width && isWritten; x += block.width) {
      const cv::Rect area = cv::Rect({x, y}, block) & cv::Rect({0, 0}, size);
      cv::Mat stored = asStored(part(area), form);
      const auto length = static_cast<tmsize_t>(stored.total() * stored.elemSize());
      const auto column = static_cast<std::uint32_t>(x);
      const auto row = static_cast<std::uint32_t>(y);
      isWritten =
          (form.tiled
               ? TIFFWriteEncodedTile(tiff.get(), TIFFComputeTile(tiff.get(), column, row, 0, 0),
                                      stored.data, length)
               : TIFFWriteEncodedStrip(tiff.get(), TIFFComputeStrip(tiff.get(), row, 0),
                                       stored.data, length)) == length;
    }
  }
  isWritten = isWritten && TIFFFlush(tiff.get()) == 1;
  tiff.reset();
  std::error_code problem;
  if (isWritten) {
    std::filesystem::rename(unfinished, file, problem);
  }
  if (!isWritten || problem) {
    std::filesystem::remove(unfinished, problem);
    return failed;
  }
  return Nothing{};
}

}  // namespace touchstone::labeling
