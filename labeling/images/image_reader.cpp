#include "labeling/images/image_reader.h"

#include "labeling/images/image_header.h"
#include "labeling/images/read_file.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <sstream>

namespace touchstone::labeling {
namespace {

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

/// Turns and mirrors as EXIF's orientation says: 1 … 8, where row and column 0 of the file lie.
cv::Mat oriented(const cv::Mat& picture, int orientation) {
  cv::Mat result;
  switch (orientation) {
    case 2:
      cv::flip(picture, result, 1);
      return result;
    case 3:
      cv::rotate(picture, result, cv::ROTATE_180);
      return result;
    case 4:
      cv::flip(picture, result, 0);
      return result;
    case 5:
      cv::transpose(picture, result);
      return result;
    case 6:
      cv::rotate(picture, result, cv::ROTATE_90_CLOCKWISE);
      return result;
    case 7:
      cv::transpose(picture, result);
      cv::rotate(result, result, cv::ROTATE_180);
      return result;
    case 8:
      cv::rotate(picture, result, cv::ROTATE_90_COUNTERCLOCKWISE);
      return result;
    default:
      return picture;
  }
}

/// OpenCV applies a TIFF's orientation itself.
int remainingOrientation(const ImageHeader& header) {
  return header.type == ImageFileType::Tiff ? 1 : header.orientation;
}

void silenceOpenCv() {
  static const bool once = [] {
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    return true;
  }();
  static_cast<void>(once);
}

Result<cv::Mat> decode(const std::filesystem::path& file, std::string& bytes, int flags) {
  silenceOpenCv();
  try {
    const cv::Mat data(1, static_cast<int>(bytes.size()), CV_8U, bytes.data());
    const cv::Mat decoded = cv::imdecode(data, flags);
    if (decoded.empty()) {
      return unreadable(file, "is damaged or not a picture");
    }
    return asBgr(decoded);
  } catch (const cv::Exception& exception) {
    return unreadable(file, "cannot be decoded (" + exception.err + ")");
  } catch (const std::bad_alloc&) {
    return Error{ErrorKind::Failed, file,
                 file.string() + " does not fit into memory: close other programs or scale it."};
  }
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
  auto picture = decode(file, *bytes, reducedFlags(header, shorterSide));
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

bool isImageFileName(const std::filesystem::path& file) {
  static constexpr std::array<std::string_view, 14> extensions{
      ".jpg", ".jpeg", ".jpe", ".png", ".bmp",  ".dib",  ".pbm",
      ".pgm", ".ppm",  ".pnm", ".tif", ".tiff", ".webp", ".jp2"};
  std::string extension = file.extension().string();
  for (char& c : extension) {
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

}  // namespace touchstone::labeling
