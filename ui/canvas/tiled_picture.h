#pragma once

#include "labeling/images/tiff_file.h"
#include "ui/canvas/picture.h"

#include <filesystem>
#include <mutex>
#include <stop_token>
#include <vector>

namespace touchstone::ui {

/// A TIFF file that is too large for memory: its coarse levels lie there, finer ones are read tile
/// by tile.
class TiledPicture : public PictureSource {
public:
  /// Opens the file with a first view of it: every part that decodes fast, else every n-th.
  static Result<std::shared_ptr<TiledPicture>> open(const std::filesystem::path& file);

  /// Returns the same picture with the coarse levels computed from every pixel; reads the whole
  /// file. Errors: as reading; cancelled.
  [[nodiscard]] Result<std::shared_ptr<TiledPicture>> refined(const std::stop_token& stop) const;

  /// Returns the same picture with the level that coarse() of a refined one gave.
  [[nodiscard]] std::shared_ptr<TiledPicture> withRefined(const cv::Mat& coarse) const;
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] bool isRefined() const { return refined_; }
  /// The finest level that lies in memory, and its size.
  [[nodiscard]] const cv::Mat& coarse() const { return coarse_.front(); }
  [[nodiscard]] QSize coarseSize() const;

  [[nodiscard]] QSize size() const override { return size_; }
  [[nodiscard]] int levelCount() const override;
  [[nodiscard]] cv::Mat level(int level) const override;
  [[nodiscard]] QSize tileSize(int level) const override;
  [[nodiscard]] Result<cv::Mat> read(int level, const cv::Rect& area) const override;
  [[nodiscard]] ValueRange values() const override { return values_; }
  [[nodiscard]] std::uint64_t bytes() const override;

private:
  explicit TiledPicture(std::filesystem::path file) : file_(std::move(file)) {}
  TiledPicture(const TiledPicture& other, const cv::Mat& coarse);
  void setCoarse(const cv::Mat& coarse);
  /// Lends an open file to one thread.
  [[nodiscard]] Result<labeling::TiffFile> borrow() const;
  void giveBack(labeling::TiffFile file) const;

  std::filesystem::path file_;
  QSize size_;
  QSize block_;
  int firstCoarse_ = 0;
  bool refined_ = false;
  std::vector<cv::Mat> coarse_;
  ValueRange values_;
  mutable std::mutex mutex_;
  mutable std::vector<labeling::TiffFile> idle_;
};

}  // namespace touchstone::ui
