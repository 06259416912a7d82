#include "labeling/images/tiff_blocks.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <tiffio.h>
#include <unistd.h>
#include <vector>

namespace touchstone::labeling {
namespace {

constexpr std::uint64_t largestBlock = 1'000'000'000;  ///< bytes of a decoded strip or tile
constexpr std::size_t keptBytes = 64'000'000;
constexpr std::uint32_t longestSide = 1'000'000'000;

void silenceLibTiff() {
  static const bool once = [] {
    TIFFSetErrorHandler(nullptr);
    TIFFSetWarningHandler(nullptr);
    return true;
  }();
  static_cast<void>(once);
}

template <class Value>
Value field(TIFF* file, std::uint32_t tag, Value otherwise) {
  Value value = otherwise;
  return TIFFGetFieldDefaulted(file, tag, &value) == 1 ? value : otherwise;
}

/// Returns OpenCV's depth for samples of that form; nothing for those that libtiff must convert.
std::optional<int> depthOf(std::uint16_t bits, std::uint16_t format) {
  if (format == SAMPLEFORMAT_IEEEFP) {
    return bits == 32 ? std::optional(CV_32F) : bits == 64 ? std::optional(CV_64F) : std::nullopt;
  }
  if (format == SAMPLEFORMAT_INT) {
    return bits == 16 ? std::optional(CV_16S) : bits == 32 ? std::optional(CV_32S) : std::nullopt;
  }
  return bits == 8 ? std::optional(CV_8U) : bits == 16 ? std::optional(CV_16U) : std::nullopt;
}

std::size_t bytesOf(const cv::Mat& pixels) {
  return pixels.total() * pixels.elemSize();
}

/// Swaps the two bytes of each 16-bit number, or the four of each 32-bit one.
void swapBytes(std::vector<unsigned char>& bytes, std::size_t width) {
  for (std::size_t i = 0; i + width <= bytes.size(); i += width) {
    std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(i),
                 bytes.begin() + static_cast<std::ptrdiff_t>(i + width));
  }
}

}  // namespace

void TiffBlocks::Close::operator()(tiff* file) const {
  TIFFClose(file);
}

Error TiffBlocks::damaged(const std::string& what) const {
  return {ErrorKind::BadInput, path_,
          path_.string() + " " + what + ": replace the file or remove it from the folder."};
}

Result<std::unique_ptr<TiffBlocks>> TiffBlocks::open(const std::filesystem::path& file) {
  silenceLibTiff();
  std::unique_ptr<TiffBlocks> blocks(new TiffBlocks);
  blocks->path_ = file;
  // Not mapped into memory: a file of gigabytes would count as resident.
  blocks->file_.reset(TIFFOpen(file.c_str(), "rm"));
  if (blocks->file_ == nullptr) {
    return blocks->damaged("is no readable TIFF file");
  }
  if (const auto status = blocks->readLayout(); !status) {
    return status.error();
  }
  return blocks;
}

Status TiffBlocks::readLayout() {
  TIFF* file = file_.get();
  const auto width = field<std::uint32_t>(file, TIFFTAG_IMAGEWIDTH, 0);
  const auto height = field<std::uint32_t>(file, TIFFTAG_IMAGELENGTH, 0);
  if (width == 0 || height == 0 || width > longestSide || height > longestSide) {
    return damaged("has a damaged header");
  }
  const auto compression = field<std::uint16_t>(file, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  if (TIFFIsCODECConfigured(compression) == 0) {
    return damaged("is compressed in a way that is not supported");
  }
  size_ = {static_cast<int>(width), static_cast<int>(height)};
  orientation_ = field<std::uint16_t>(file, TIFFTAG_ORIENTATION, 1);
  tiled_ = TIFFIsTiled(file) != 0;
  const auto blockWidth = tiled_ ? field<std::uint32_t>(file, TIFFTAG_TILEWIDTH, 0) : width;
  const auto blockHeight =
      tiled_ ? field<std::uint32_t>(file, TIFFTAG_TILELENGTH, 0)
             : std::min(height, field<std::uint32_t>(file, TIFFTAG_ROWSPERSTRIP, height));
  samples_ = field<std::uint16_t>(file, TIFFTAG_SAMPLESPERPIXEL, 1);
  const auto bits = field<std::uint16_t>(file, TIFFTAG_BITSPERSAMPLE, 1);
  const auto depth =
      depthOf(bits, field<std::uint16_t>(file, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT));
  const auto photometric = field<std::uint16_t>(file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  const bool isPlainColour = photometric == PHOTOMETRIC_MINISBLACK ||
                             photometric == PHOTOMETRIC_MINISWHITE ||
                             photometric == PHOTOMETRIC_RGB;
  const std::uint64_t bytes = std::uint64_t{blockWidth} * blockHeight *
                              static_cast<std::uint64_t>(samples_) * std::max<int>(bits, 8) / 8;
  block_ = {static_cast<int>(std::min(blockWidth, longestSide)),
            static_cast<int>(std::min(blockHeight, longestSide))};
  planar_ = samples_ > 1 && field<std::uint16_t>(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) ==
                                PLANARCONFIG_SEPARATE;
  asRgba_ = !isPlainColour || !depth;
  invert_ = photometric == PHOTOMETRIC_MINISWHITE;
  plainRows_ = compression == COMPRESSION_NONE && !asRgba_ && !planar_;
  if (blockWidth == 0 || blockHeight == 0 || samples_ > 64 ||
      (bytes > largestBlock && !plainRows_)) {
    return damaged("has strips of more than the limit of " + std::to_string(largestBlock) +
                   " bytes");
  }
  std::uint16_t extra = 0;
  std::uint16_t* kinds = nullptr;
  hasAlpha_ = TIFFGetFieldDefaulted(file, TIFFTAG_EXTRASAMPLES, &extra, &kinds) == 1 && extra > 0 &&
              kinds[0] != EXTRASAMPLE_UNSPECIFIED;
  storedDepth_ = depth.value_or(CV_8U);
  const bool isSmall = storedDepth_ == CV_8U || storedDepth_ == CV_16U;
  type_ = CV_MAKETYPE(asRgba_ ? CV_8U : (isSmall ? storedDepth_ : CV_32F),
                      asRgba_ || samples_ >= 3 ? 3 : 1);
  return Nothing{};
}

cv::Size TiffBlocks::extentOf(int column, int row) const {
  return {std::min(block_.width, size_.width - column * block_.width),
          std::min(block_.height, size_.height - row * block_.height)};
}

Result<cv::Mat> TiffBlocks::block(int column, int row) {
  const cv::Point place(column, row);
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& k) { return k.place == place; });
  if (found != kept_.end()) {
    return found->pixels;
  }
  auto pixels = asRgba_ ? decodeAsRgba(column, row) : decode(column, row);
  if (pixels) {
    kept_.push_front({place, *pixels});
    std::size_t total = 0;
    for (auto kept = kept_.begin(); kept != kept_.end();) {
      total += bytesOf(kept->pixels);
      const bool stays = kept == kept_.begin() || total <= keptBytes;
      kept = stays ? std::next(kept) : kept_.erase(kept);
    }
  }
  return pixels;
}

Result<cv::Mat> TiffBlocks::decode(int column, int row) {
  const cv::Size extent = extentOf(column, row);
  const int rows = tiled_ ? block_.height : extent.height;
  const int channels = planar_ ? 1 : samples_;
  const int planes = planar_ ? samples_ : 1;
  std::vector<cv::Mat> stored;
  for (int plane = 0; plane < planes; ++plane) {
    cv::Mat pixels(rows, block_.width, CV_MAKETYPE(storedDepth_, channels));
    const auto bytes = static_cast<tmsize_t>(bytesOf(pixels));
    const auto x = static_cast<std::uint32_t>(column) * static_cast<std::uint32_t>(block_.width);
    const auto y = static_cast<std::uint32_t>(row) * static_cast<std::uint32_t>(block_.height);
    const auto sample = static_cast<std::uint16_t>(plane);
    const tmsize_t read =
        tiled_ ? TIFFReadEncodedTile(file_.get(), TIFFComputeTile(file_.get(), x, y, 0, sample),
                                     pixels.data, bytes)
               : TIFFReadEncodedStrip(file_.get(), TIFFComputeStrip(file_.get(), y, sample),
                                      pixels.data, bytes);
    if (read < bytes) {
      return damaged("is damaged or ends too early");
    }
    stored.push_back(pixels(cv::Rect({0, 0}, extent)));
  }
  cv::Mat whole = stored.front();
  if (planar_) {
    cv::merge(stored, whole);
  }
  return converted(whole);
}

Result<cv::Mat> TiffBlocks::decodeAsRgba(int column, int row) {
  const cv::Size extent = extentOf(column, row);
  std::array<char, 1024> problem{};
  TIFFRGBAImage image{};
  if (TIFFRGBAImageBegin(&image, file_.get(), 1, problem.data()) == 0) {
    return damaged("cannot be decoded (" + std::string(problem.data()) + ")");
  }
  image.req_orientation = image.orientation;
  image.col_offset = column * block_.width;
  image.row_offset = row * block_.height;
  cv::Mat rgba(extent, CV_8UC4);
  const int done =
      TIFFRGBAImageGet(&image, rgba.ptr<std::uint32_t>(), static_cast<std::uint32_t>(extent.width),
                       static_cast<std::uint32_t>(extent.height));
  TIFFRGBAImageEnd(&image);
  if (done == 0) {
    return damaged("is damaged or ends too early");
  }
  // libtiff multiplies by alpha: what is left of white is added.
  cv::Mat alpha;
  cv::Mat colour;
  cv::extractChannel(rgba, alpha, 3);
  cv::cvtColor(rgba, colour, cv::COLOR_RGBA2BGR);
  cv::Mat white;
  cv::cvtColor(cv::Mat(255 - alpha), white, cv::COLOR_GRAY2BGR);
  return cv::Mat(colour + white);
}

cv::Mat TiffBlocks::converted(const cv::Mat& stored) const {
  cv::Mat pixels;
  if (samples_ == 1) {
    pixels = stored.clone();
  } else if (samples_ == 3) {
    cv::cvtColor(stored, pixels, cv::COLOR_RGB2BGR);
  } else if (samples_ > 3) {
    pixels.create(stored.size(), CV_MAKETYPE(stored.depth(), 3));
    cv::mixChannels(stored, pixels, {0, 2, 1, 1, 2, 0});
    if (hasAlpha_ && storedDepth_ == CV_8U) {
      cv::Mat alpha;
      cv::extractChannel(stored, alpha, 3);
      cv::Mat weights;
      cv::cvtColor(alpha, weights, cv::COLOR_GRAY2BGR);
      cv::multiply(pixels, weights, pixels, 1.0 / 255);
      pixels += 255 - weights;
    }
  } else {
    cv::extractChannel(stored, pixels, 0);
  }
  if (pixels.depth() != CV_MAT_DEPTH(type_)) {
    pixels.convertTo(pixels, CV_32F);
  }
  if (invert_ && CV_MAT_DEPTH(type_) == CV_8U) {
    cv::bitwise_not(pixels, pixels);
  }
  return pixels;
}

Status TiffBlocks::readPlainRows(int column, const cv::Rect& area, cv::Mat& target) {
  const int left = column * block_.width;
  const cv::Mat probe(1, 1, CV_MAKETYPE(storedDepth_, samples_));
  const std::size_t pixelBytes = probe.elemSize();
  std::vector<unsigned char> bytes(static_cast<std::size_t>(area.width) * pixelBytes);
  for (int y = area.y; y < area.y + area.height; ++y) {
    const auto x0 = static_cast<std::uint32_t>(left);
    const auto y0 = static_cast<std::uint32_t>(y);
    const std::uint32_t index =
        tiled_ ? TIFFComputeTile(file_.get(), x0, y0, 0, 0) : TIFFComputeStrip(file_.get(), y0, 0);
    const std::uint64_t before =
        (static_cast<std::uint64_t>(y % block_.height) * static_cast<std::uint64_t>(block_.width) +
         static_cast<std::uint64_t>(area.x - left)) *
        pixelBytes;
    const std::uint64_t offset = TIFFGetStrileOffset(file_.get(), index);
    if (offset == 0 || before + bytes.size() > TIFFGetStrileByteCount(file_.get(), index)) {
      return damaged("is damaged or ends too early");
    }
    // A tile's row is short and a picture has many: a stream would read its buffer full for each.
    const ssize_t read = pread(TIFFFileno(file_.get()), bytes.data(), bytes.size(),
                               static_cast<off_t>(offset + before));
    if (read != static_cast<ssize_t>(bytes.size())) {
      return damaged("is damaged or ends too early");
    }
    if (TIFFIsByteSwapped(file_.get()) != 0 && probe.elemSize1() > 1) {
      swapBytes(bytes, probe.elemSize1());
    }
    const cv::Mat row(1, area.width, probe.type(), bytes.data());
    converted(row).copyTo(target.row(y - area.y));
  }
  return Nothing{};
}

Result<cv::Mat> TiffBlocks::read(const cv::Rect& area) {
  cv::Mat result(area.size(), type_);
  const std::size_t blockBytes = static_cast<std::size_t>(block_.width) *
                                 static_cast<std::size_t>(block_.height) * CV_ELEM_SIZE(type_);
  for (int row = area.y / block_.height; row * block_.height < area.br().y; ++row) {
    for (int column = area.x / block_.width; column * block_.width < area.br().x; ++column) {
      const cv::Rect place({column * block_.width, row * block_.height}, extentOf(column, row));
      const cv::Rect wanted = place & area;
      cv::Mat target = result(wanted - area.tl());
      const bool isSmallPart = wanted.area() < place.area() / 4;
      if (plainRows_ && (isSmallPart || blockBytes > keptBytes)) {
        if (const auto status = readPlainRows(column, wanted, target); !status) {
          return status.error();
        }
        continue;
      }
      const auto pixels = block(column, row);
      if (!pixels) {
        return pixels.error();
      }
      (*pixels)(wanted - place.tl()).copyTo(target);
    }
  }
  return result;
}

}  // namespace touchstone::labeling
