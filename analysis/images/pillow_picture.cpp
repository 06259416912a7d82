#include "analysis/images/pillow_picture.h"

#include "labeling/result.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace touchstone::analysis {
namespace {

constexpr int precisionBits = 32 - 8 - 2;

double cubic(double x) {
  constexpr double a = -0.5;
  x = std::abs(x);
  if (x < 1) {
    return ((a + 2) * x - (a + 3)) * x * x + 1;
  }
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

double sinc(double x) {
  x *= std::numbers::pi;
  return x == 0 ? 1 : std::sin(x) / x;
}

double lanczos(double x) {
  return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
}

/// The pixels that make one pixel of the result, and their weights.
struct Taps {
  int first = 0;
  std::vector<int> weights;
};

std::vector<Taps> tapsFor(int from, int to, PillowFilter filter) {
  const double scale = static_cast<double>(from) / to;
  const double filterScale = std::max(scale, 1.0);
  const double support = (filter == PillowFilter::Bicubic ? 2 : 3) * filterScale;
  std::vector<Taps> taps(static_cast<std::size_t>(to));
  for (int at = 0; at < to; ++at) {
    const double centre = (at + 0.5) * scale;
    const int first = std::max(static_cast<int>(centre - support + 0.5), 0);
    const int end = std::min(static_cast<int>(centre + support + 0.5), from);
    std::vector<double> weights;
    double sum = 0;
    for (int x = first; x < end; ++x) {
      const double place = (x - centre + 0.5) * (1 / filterScale);
      weights.push_back(filter == PillowFilter::Bicubic ? cubic(place) : lanczos(place));
      sum += weights.back();
    }
    Taps& own = taps[static_cast<std::size_t>(at)];
    own.first = first;
    for (const double weight : weights) {
      const double scaled = (sum != 0 ? weight * (1 / sum) : weight) * (1 << precisionBits);
      own.weights.push_back(static_cast<int>(scaled < 0 ? scaled - 0.5 : scaled + 0.5));
    }
  }
  return taps;
}

unsigned char rounded(int sum) {
  return static_cast<unsigned char>(std::clamp(sum >> precisionBits, 0, 255));
}

cv::Mat resizedRows(const cv::Mat& picture, int width, PillowFilter filter) {
  const auto taps = tapsFor(picture.cols, width, filter);
  const int channels = picture.channels();
  cv::Mat result(picture.rows, width, picture.type());
  for (int y = 0; y < picture.rows; ++y) {
    const unsigned char* source = picture.ptr(y);
    unsigned char* target = result.ptr(y);
    for (const Taps& own : taps) {
      for (int channel = 0; channel < channels; ++channel) {
        int sum = 1 << (precisionBits - 1);
        const unsigned char* pixel = source + own.first * channels + channel;
        for (const int weight : own.weights) {
          sum += *pixel * weight;
          pixel += channels;
        }
        *target++ = rounded(sum);
      }
    }
  }
  return result;
}

cv::Mat resizedColumns(const cv::Mat& picture, int height, PillowFilter filter) {
  const auto taps = tapsFor(picture.rows, height, filter);
  const int values = picture.cols * picture.channels();
  cv::Mat result(height, picture.cols, picture.type());
  std::vector<int> sums(static_cast<std::size_t>(values));
  for (int y = 0; y < height; ++y) {
    const Taps& own = taps[static_cast<std::size_t>(y)];
    std::fill(sums.begin(), sums.end(), 1 << (precisionBits - 1));
    for (std::size_t tap = 0; tap < own.weights.size(); ++tap) {
      const unsigned char* source = picture.ptr(own.first + static_cast<int>(tap));
      for (int x = 0; x < values; ++x) {
        sums[static_cast<std::size_t>(x)] += source[x] * own.weights[tap];
      }
    }
    std::transform(sums.begin(), sums.end(), result.ptr(y), rounded);
  }
  return result;
}

void requireEightBit(const cv::Mat& picture) {
  require(!picture.empty() && picture.depth() == CV_8U &&
              (picture.channels() == 1 || picture.channels() == 3),
          "an 8-bit grey or BGR picture");
}

}  // namespace

cv::Mat pillowResized(const cv::Mat& picture, cv::Size size, PillowFilter filter) {
  requireEightBit(picture);
  cv::Mat result = picture;
  if (size.width != result.cols) {
    result = resizedRows(result, size.width, filter);
  }
  if (size.height != result.rows) {
    result = resizedColumns(result, size.height, filter);
  }
  return result;
}

cv::Mat pillowGrey(const cv::Mat& picture) {
  requireEightBit(picture);
  if (picture.channels() == 1) {
    return picture;
  }
  cv::Mat grey(picture.size(), CV_8UC1);
  for (int y = 0; y < picture.rows; ++y) {
    const unsigned char* source = picture.ptr(y);
    unsigned char* target = grey.ptr(y);
    for (int x = 0; x < picture.cols; ++x, source += 3) {
      target[x] = static_cast<unsigned char>(
          (source[2] * 19595 + source[1] * 38470 + source[0] * 7471 + 0x8000) >> 16);
    }
  }
  return grey;
}

cv::Mat pillowEdges(const cv::Mat& grey) {
  requireEightBit(grey);
  cv::Mat edges = grey.clone();
  for (int y = 1; y + 1 < grey.rows; ++y) {
    const unsigned char* above = grey.ptr(y - 1);
    const unsigned char* own = grey.ptr(y);
    const unsigned char* below = grey.ptr(y + 1);
    for (int x = 1; x + 1 < grey.cols; ++x) {
      const int around = above[x - 1] + above[x] + above[x + 1] + own[x - 1] + own[x + 1] +
                         below[x - 1] + below[x] + below[x + 1];
      edges.ptr(y)[x] = static_cast<unsigned char>(std::clamp(8 * own[x] - around, 0, 255));
    }
  }
  return edges;
}

}  // namespace touchstone::analysis
