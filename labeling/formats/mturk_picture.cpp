#include "labeling/formats/mturk_picture.h"

#include "labeling/formats/base64.h"
#include "labeling/geometry/mask_runs.h"
#include "labeling/images/image_header.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <new>
#include <optional>
#include <sstream>
#include <string>
#include <unordered_map>

namespace touchstone::labeling {
namespace {

Error refusal(const std::string& why) {
  return {ErrorKind::BadInput, {}, why};
}

std::string_view withoutDataPrefix(std::string_view text) {
  const std::size_t comma = text.starts_with("data:") ? text.find(',') : std::string_view::npos;
  return comma == std::string_view::npos ? text : text.substr(comma + 1);
}

/// Returns what is wrong with the head of the picture; nothing when it may be decoded.
std::optional<std::string> problemOfHead(const std::string& bytes, std::uint64_t maxPixels) {
  std::istringstream stream(bytes);
  if (readImageFileType(stream) != ImageFileType::Png) {
    return "is no PNG";
  }
  const auto header = readImageHeader(stream, ImageFileType::Png);
  if (!header || header->width <= 0 || header->height <= 0) {
    return "is a damaged PNG";
  }
  const auto width = static_cast<std::uint64_t>(header->width);
  if (width > maxPixels / static_cast<std::uint64_t>(header->height)) {
    return "has more pixels than the limit of " + std::to_string(maxPixels);
  }
  return std::nullopt;
}

/// Returns the picture as blue, green, red and opacity, its rows and columns exchanged.
Result<cv::Mat4b> turnedPictureOf(std::string& bytes, std::uint64_t maxPixels) {
  if (const auto problem = problemOfHead(bytes, maxPixels)) {
    return refusal(*problem);
  }
  try {
    const cv::Mat data(1, static_cast<int>(bytes.size()), CV_8U, bytes.data());
    cv::Mat picture = cv::imdecode(data, cv::IMREAD_UNCHANGED);
    if (picture.empty()) {
      return refusal("is a damaged PNG");
    }
    if (picture.depth() != CV_8U) {
      return refusal("has 16 bits a colour");
    }
    if (picture.channels() != 4) {
      cv::cvtColor(picture, picture,
                   picture.channels() == 1 ? cv::COLOR_GRAY2BGRA : cv::COLOR_BGR2BGRA);
    }
    cv::Mat4b turned;
    cv::transpose(picture, turned);
    return turned;
  } catch (const cv::Exception& exception) {
    return refusal("cannot be decoded (" + exception.err + ")");
  } catch (const std::bad_alloc&) {
    return refusal("does not fit into memory");
  }
}

/// Builds one mask a colour in a single pass over the pixels, column by column.
class ColourSorter {
public:
  explicit ColourSorter(const std::vector<std::uint32_t>& colours)
      : writers_(colours.size()), ends_(colours.size()) {
    for (std::size_t k = 0; k < colours.size(); ++k) {
      numberOf_.emplace(colours[k], k);
    }
  }

  ColourMasks sorted(const cv::Mat4b& turned) {
    const int height = turned.cols;
    std::uint64_t place = 0;
    for (int x = 0; x < turned.rows; ++x) {
      const cv::Vec4b* pixels = turned[x];
      for (int y = 0; y < height;) {
        int end = y + 1;
        while (end < height && pixels[end] == pixels[y]) {
          ++end;
        }
        const auto length = static_cast<std::uint64_t>(end - y);
        add(pixels[y], place, length);
        place += length;
        y = end;
      }
    }
    return finished(turned.rows, height);
  }

private:
  void add(const cv::Vec4b& pixel, std::uint64_t place, std::uint64_t length) {
    if (pixel[3] == 0) {
      return;
    }
    const std::uint32_t colour =
        (std::uint32_t{pixel[2]} << 16) | (std::uint32_t{pixel[1]} << 8) | pixel[0];
    const auto found = numberOf_.find(colour);
    if (found == numberOf_.end()) {
      others_[colour] += length;
      return;
    }
    const std::size_t k = found->second;
    writers_[k].append(false, place - ends_[k]);
    writers_[k].append(true, length);
    ends_[k] = place + length;
  }

  ColourMasks finished(int width, int height) {
    const auto pixels = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
    ColourMasks result;
    for (std::size_t k = 0; k < writers_.size(); ++k) {
      writers_[k].append(false, pixels - ends_[k]);
      result.masks.push_back(std::move(writers_[k]).finished(width, height));
    }
    std::uint64_t background = 0;
    for (const auto& [colour, count] : others_) {
      background = std::max(background, count);
      result.strayPixels += count;
    }
    result.strayPixels -= background;
    return result;
  }

  std::unordered_map<std::uint32_t, std::size_t> numberOf_;
  std::unordered_map<std::uint32_t, std::uint64_t> others_;
  std::vector<RunWriter> writers_;
  std::vector<std::uint64_t> ends_;
};

}  // namespace

Result<ColourMasks> masksOfColours(std::string_view base64,
                                   const std::vector<std::uint32_t>& colours,
                                   std::uint64_t maxPixels) {
  auto bytes = bytesFromBase64(withoutDataPrefix(base64));
  if (!bytes) {
    return refusal("is no base64");
  }
  return turnedPictureOf(*bytes, maxPixels).transform([&](const cv::Mat4b& turned) {
    return ColourSorter(colours).sorted(turned);
  });
}

}  // namespace touchstone::labeling
