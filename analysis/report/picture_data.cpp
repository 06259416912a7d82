#include "analysis/report/picture_data.h"

#include "labeling/images/image_reader.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace touchstone::analysis {
namespace {

using labeling::Box;

constexpr double shownSide = 320;  // of the longer side, in pixels

std::string base64(const std::vector<unsigned char>& bytes) {
  constexpr const char* digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (i + k < bytes.size() ? bytes[i + k] : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text += i + k > bytes.size() ? '=' : digits[group >> (18 - 6 * k) & 63];
    }
  }
  return text;
}

/// Returns the part of the picture to show around a box: its surroundings tell what it is.
cv::Rect surroundings(const Box& box, cv::Size picture) {
  const double margin = std::max(0.3 * std::max(box.width(), box.height()), 8.0);
  const Box wider{
      .x0 = box.x0 - margin, .y0 = box.y0 - margin, .x1 = box.x1 + margin, .y1 = box.y1 + margin};
  const Box inside = labeling::intersection(wider, {.x0 = 0,
                                                    .y0 = 0,
                                                    .x1 = static_cast<double>(picture.width),
                                                    .y1 = static_cast<double>(picture.height)});
  if (inside.area() <= 0) {
    return {cv::Point(0, 0), picture};
  }
  const cv::Point from(static_cast<int>(inside.x0), static_cast<int>(inside.y0));
  const cv::Point to(static_cast<int>(std::ceil(inside.x1)),
                     static_cast<int>(std::ceil(inside.y1)));
  return {from, to};
}

/// Returns the smallest box around both.
Box joined(const Box& a, const Box& b) {
  return {.x0 = std::min(a.x0, b.x0),
          .y0 = std::min(a.y0, b.y0),
          .x1 = std::max(a.x1, b.x1),
          .y1 = std::max(a.y1, b.y1)};
}

/// Returns the wanted part at the size in which it is shown, with the object outlined.
cv::Mat shown(const cv::Mat& picture,
              const std::optional<Box>& box,
              const std::optional<Box>& suggested) {
  const cv::Rect part =
      box ? surroundings(suggested ? joined(*box, *suggested) : *box, picture.size())
          : cv::Rect(cv::Point(0, 0), picture.size());
  const double scale = shownSide / std::max(part.width, part.height);
  cv::Mat small;
  cv::resize(picture(part), small, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  const auto draw = [&](const Box& outlined, const cv::Scalar& colour) {
    const auto corner = [&](double x, double y) {
      return cv::Point(static_cast<int>(std::lround((x - part.x) * scale)),
                       static_cast<int>(std::lround((y - part.y) * scale)));
    };
    const cv::Rect outline(corner(outlined.x0, outlined.y0), corner(outlined.x1, outlined.y1));
    cv::rectangle(small, outline, cv::Scalar(0, 0, 0), 5, cv::LINE_AA);
    cv::rectangle(small, outline, colour, 3, cv::LINE_AA);
  };
  if (box) {
    draw(*box, cv::Scalar(66, 228, 240));
  }
  if (box && suggested) {
    draw(*suggested, cv::Scalar(233, 180, 86));
  }
  return small;
}

}  // namespace

std::optional<std::string> pictureData(const std::filesystem::path& file,
                                       const std::optional<Box>& box,
                                       const std::optional<Box>& suggested) {
  double scale = 1;
  // An object may be a small part of a large picture: only whole pictures are decoded reduced.
  const auto picture = labeling::readImage(file, box ? 0 : static_cast<int>(shownSide), &scale);
  if (!picture) {
    return std::nullopt;
  }
  try {
    std::vector<unsigned char> bytes;
    cv::imencode(".jpg", shown(*picture, box, suggested), bytes, {cv::IMWRITE_JPEG_QUALITY, 82});
    return "data:image/jpeg;base64," + base64(bytes);
  } catch (const cv::Exception&) {
    return std::nullopt;
  }
}

}  // namespace touchstone::analysis
