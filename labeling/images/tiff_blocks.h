#pragma once

#include "labeling/result.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <filesystem>
#include <list>
#include <memory>

struct tiff;

namespace touchstone::labeling {

/// The strips or tiles of a TIFF file's first picture, decoded one by one through libtiff.
/// Positions are those of the file, its orientation not applied.
class TiffBlocks {
public:
  static Result<std::unique_ptr<TiffBlocks>> open(const std::filesystem::path& file);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] cv::Size size() const { return size_; }
  [[nodiscard]] cv::Size blockSize() const { return block_; }
  [[nodiscard]] int type() const { return type_; }
  [[nodiscard]] int orientation() const { return orientation_; }
  /// Whether rows can be read without decoding the blocks they lie in.
  [[nodiscard]] bool hasPlainRows() const { return plainRows_; }

  /// Returns the decoded block in that column and row of blocks, cut to the picture. The last few
  /// are kept.
  Result<cv::Mat> block(int column, int row);
  /// Returns the pixels `area`, from plain rows when the file has them.
  Result<cv::Mat> read(const cv::Rect& area);

private:
  struct Close {
    void operator()(tiff* file) const;
  };
  struct Kept {
    cv::Point place;
    cv::Mat pixels;
  };

  TiffBlocks() = default;
  Status readLayout();
  [[nodiscard]] cv::Size extentOf(int column, int row) const;
  Result<cv::Mat> decode(int column, int row);
  Result<cv::Mat> decodeAsRgba(int column, int row);
  [[nodiscard]] cv::Mat converted(const cv::Mat& stored) const;
  Status readPlainRows(int column, const cv::Rect& area, cv::Mat& target);
  [[nodiscard]] Error damaged(const std::string& what) const;

  std::filesystem::path path_;
  std::unique_ptr<tiff, Close> file_;
  cv::Size size_;
  cv::Size block_;
  int type_ = 0;
  int storedDepth_ = 0;
  int samples_ = 1;
  int orientation_ = 1;
  bool tiled_ = false;
  bool planar_ = false;
  bool asRgba_ = false;
  bool hasAlpha_ = false;
  bool invert_ = false;
  bool plainRows_ = false;
  std::list<Kept> kept_;
};

}  // namespace touchstone::labeling
