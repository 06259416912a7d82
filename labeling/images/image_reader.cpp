#include "labeling/images/image_reader.h"

#include "labeling/images/image_header.h"
#include "labeling/images/orientation.h"
#include "labeling/images/read_file.h"
#include "labeling/images/tiff_file.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <fstream>
#include <sstream>

namespace touchstone::labeling {
namespace {

constexpr std::int64_t pixelsInOnePiece = 120'000'000;     ///< a larger TIFF is read in parts
constexpr std::uint64_t decodedForOverview = 400'000'000;  ///< bytes

Error unreadable(const std::filesystem::path& file, const std::string& why) {
  return {ErrorKind::BadInput, file,
          file.string() + " " + why + ": replace the file or remove it from the folder."};
}

bool exceeds(const ImageHeader& header, const ImageLimits& limits) {
  constexpr std::int64_t longestSide = 1'000'000'000;
  return header.width > longestSide || header.height > longestSide ||
         static_cast<std::uint64_t>(header.width) * static_cast<std::uint64_t>(header.height) >
             limits.pixels;
}

/// Returns the header, or nothing for a type that we leave to the decoder. Errors: damaged, too
/// large.
Result<std::optional<ImageHeader>> checkedHeader(std::istream& stream,
                                                 const std::filesystem::path& file,
                                                 const ImageLimits& limits) {
  if (isAnimation(stream)) {
    return Error{ErrorKind::BadInput, file,
                 file.string() + " is a GIF or an animation: save the picture you want as PNG."};
  }
  const auto type = readImageFileType(stream);
  if (!type) {
    return std::optional<ImageHeader>();
  }
  const auto header = readImageHeader(stream, *type);
  if (!header) {
    return unreadable(file, "has a damaged header");
  }
  if (exceeds(*header, limits)) {
    return unreadable(file, "has " + std::to_string(header->width) + " x " +
                                std::to_string(header->height) +
                                " pixels, more than the limit of " + std::to_string(limits.pixels));
  }
  return header;
}

/// Whether the file's last part is missing. The decoders would fill it with grey, or complain on
/// stderr.
bool isTruncated(const ImageHeader& header, const std::string& bytes) {
  if (header.type == ImageFileType::Jpeg) {
    const std::size_t end = bytes.rfind("\xff\xd9");
    return end == std::string::npos || end < static_cast<std::size_t>(header.dataBegin);
  }
  return header.type == ImageFileType::Png && bytes.rfind("IEND") == std::string::npos;
}

/// Returns the flags that decode a JPEG at the smallest of libjpeg's scales that keeps the shorter
/// side at `shorterSide` pixels or more.
int reducedFlags(const ImageHeader& header, int shorterSide) {
  const std::int64_t shorter = std::min(header.width, header.height);
  static constexpr std::array<std::pair<int, int>, 3> scales{{{8, cv::IMREAD_REDUCED_COLOR_8},
                                                              {4, cv::IMREAD_REDUCED_COLOR_4},
                                                              {2, cv::IMREAD_REDUCED_COLOR_2}}};
  if (header.type == ImageFileType::Jpeg && shorterSide > 0) {
    for (const auto& [denominator, flag] : scales) {
      if ((shorter + denominator - 1) / denominator >= shorterSide) {
        return flag | cv::IMREAD_IGNORE_ORIENTATION;
      }
    }
  }
  return cv::IMREAD_UNCHANGED;
}

/// Returns the picture with 8 bits a channel: integers by their full range, others by the range of
/// their values unless that is [0, 1].
cv::Mat withEightBits(const cv::Mat& picture) {
  cv::Mat result;
  if (picture.depth() == CV_8U) {
    return picture;
  }
  if (picture.depth() == CV_16U) {
    picture.convertTo(result, CV_8U, 1.0 / 257);
    return result;
  }
  cv::Mat values;
  picture.convertTo(values, CV_32F);
  cv::patchNaNs(values, 0);
  double low = 0;
  double high = 0;
  cv::minMaxLoc(values.reshape(1), &low, &high);
  if (low >= 0 && high <= 1) {
    low = 0;
    high = 1;
  }
  const double factor = high > low ? 255 / (high - low) : 0;
  values.convertTo(result, CV_8U, factor, -low * factor);
  return result;
}

cv::Mat overWhite(const cv::Mat& picture) {
  cv::Mat result(picture.size(), CV_8UC3);
  for (int row = 0; row < picture.rows; ++row) {
    const auto* from = picture.ptr<cv::Vec4b>(row);
    auto* to = result.ptr<cv::Vec3b>(row);
    for (int column = 0; column < picture.cols; ++column) {
      const int alpha = from[column][3];
      for (int channel = 0; channel < 3; ++channel) {
        const int mixed = from[column][channel] * alpha + 255 * (255 - alpha) + 127;
        to[column][channel] = static_cast<unsigned char>(mixed / 255);
      }
    }
  }
  return result;
}

cv::Mat asBgr(const cv::Mat& decoded) {
  const cv::Mat picture = withEightBits(decoded);
  cv::Mat result;
  switch (picture.channels()) {
    case 1:
      cv::cvtColor(picture, result, cv::COLOR_GRAY2BGR);
      return result;
    case 3:
      return picture;
    case 4:
      return overWhite(picture);
    default:
      cv::extractChannel(picture, result, 0);
      return asBgr(result);
  }
}

/// OpenCV applies a TIFF's orientation itself.
int remainingOrientation(const ImageHeader& header) {
  return header.type == ImageFileType::Tiff ? 1 : header.orientation;
}

/// Returns the picture with its values: 8-bit BGR, or 16-bit or float in grey or BGR.
cv::Mat asValues(const cv::Mat& decoded) {
  if (decoded.depth() == CV_8U) {
    return asBgr(decoded);
  }
  cv::Mat picture = decoded;
  if (decoded.channels() == 4) {
    cv::cvtColor(decoded, picture, cv::COLOR_BGRA2BGR);
  } else if (decoded.channels() != 1 && decoded.channels() != 3) {
    cv::extractChannel(decoded, picture, 0);
  }
  if (picture.depth() != CV_16U && picture.depth() != CV_32F) {
    picture.convertTo(picture, CV_32F);
  }
  return picture;
}

void silenceOpenCv() {
  static const bool once = [] {
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    return true;
  }();
  static_cast<void>(once);
}

using Convert = cv::Mat (*)(const cv::Mat&);

Result<cv::Mat> decode(const std::filesystem::path& file,
                       std::string& bytes,
                       int flags,
                       Convert convert) {
  silenceOpenCv();
  try {
    const cv::Mat data(1, static_cast<int>(bytes.size()), CV_8U, bytes.data());
    const cv::Mat decoded = cv::imdecode(data, flags);
    if (decoded.empty()) {
      return unreadable(file, "is damaged or not a picture");
    }
    return convert(decoded);
  } catch (const cv::Exception& exception) {
    return unreadable(file, "cannot be decoded (" + exception.err + ")");
  } catch (const std::bad_alloc&) {
    return Error{ErrorKind::Failed, file,
                 file.string() + " does not fit into memory: close other programs or scale it."};
  }
}

/// Reads and decodes the file as it is: not in parts.
Result<cv::Mat> readWhole(const std::filesystem::path& file,
                          int shorterSide,
                          double* scale,
                          const ImageLimits& limits,
                          Convert convert) {
  auto bytes = readFile(file, limits.fileBytes);
  if (!bytes) {
    return bytes.error();
  }
  if (bytes->empty()) {
    return unreadable(file, "is empty");
  }
  std::istringstream stream(*bytes);
  const auto found = checkedHeader(stream, file, limits);
  if (!found) {
    return found.error();
  }
  if (*found && isTruncated(**found, *bytes)) {
    return unreadable(file, "ends too early");
  }
  const ImageHeader header = found->value_or(ImageHeader{.type = ImageFileType::Tiff});
  auto picture = decode(file, *bytes, reducedFlags(header, shorterSide), convert);
  if (!picture) {
    return picture.error();
  }
  if (scale != nullptr) {
    *scale = header.width > 0
                 ? static_cast<double>(picture->cols) / static_cast<double>(header.width)
                 : 1;
  }
  return oriented(*picture, remainingOrientation(header));
}

/// Whether the file is a TIFF of so many pixels that it is not decoded as a whole.
Result<bool> largeTiff(const std::filesystem::path& file, const ImageLimits& limits) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || readImageFileType(stream) != ImageFileType::Tiff) {
    return false;
  }
  const auto header = checkedHeader(stream, file, limits);
  if (!header) {
    return header.error();
  }
  return (*header)->width * (*header)->height > pixelsInOnePiece;
}

/// Returns the picture reduced as far as `shorterSide` allows, and always so far that it fits.
Result<cv::Mat> readLargeTiff(const std::filesystem::path& file, int shorterSide, double* scale) {
  auto tiff = TiffFile::open(file);
  if (!tiff) {
    return tiff.error();
  }
  const cv::Size size = tiff->size();
  const double wanted =
      shorterSide > 0 ? static_cast<double>(shorterSide) / std::min(size.width, size.height) : 1;
  const double most = std::sqrt(static_cast<double>(pixelsInOnePiece) /
                                (static_cast<double>(size.width) * size.height));
  const int longer = static_cast<int>(
      std::ceil(std::max(size.width, size.height) * std::clamp(wanted, 0.0, most)));
  const auto picture = tiff->overview(std::max(1, longer), decodedForOverview);
  if (!picture) {
    return picture.error();
  }
  if (scale != nullptr) {
    *scale = static_cast<double>(picture->cols) / size.width;
  }
  return asBgr(*picture);
}

}  // namespace

Result<ImageSize> readImageSize(const std::filesystem::path& file, const ImageLimits& limits) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    return unreadable(file, "cannot be opened");
  }
  const auto header = checkedHeader(stream, file, limits);
  if (!header) {
    return header.error();
  }
  if (!*header) {
    return readImage(file, 0, nullptr, limits).transform([](const cv::Mat& picture) {
      return ImageSize{picture.cols, picture.rows};
    });
  }
  ImageSize size{static_cast<int>((*header)->width), static_cast<int>((*header)->height)};
  if ((*header)->isTurned()) {
    std::swap(size.width, size.height);
  }
  return size;
}

Result<cv::Mat> readImage(const std::filesystem::path& file,
                          int shorterSide,
                          double* scale,
                          const ImageLimits& limits) {
  const auto large = largeTiff(file, limits);
  if (!large) {
    return large.error();
  }
  return *large ? readLargeTiff(file, shorterSide, scale)
                : readWhole(file, shorterSide, scale, limits, asBgr);
}

Result<cv::Mat> readImageValues(const std::filesystem::path& file, const ImageLimits& limits) {
  return readWhole(file, 0, nullptr, limits, asValues);
}

Result<bool> isLargeTiff(const std::filesystem::path& file) {
  return largeTiff(file, {});
}

bool isImageFileName(const std::filesystem::path& file) {
  static constexpr std::array<std::string_view, 15> extensions{
      ".jpg", ".jpeg", ".jpe", ".png",  ".bmp",  ".dib", ".pbm", ".pgm",
      ".ppm", ".pnm",  ".tif", ".tiff", ".webp", ".jp2", ".gif"};
  std::string extension = file.extension().string();
  for (char& c : extension) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

}  // namespace touchstone::labeling
