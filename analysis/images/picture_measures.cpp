#include "analysis/images/picture_measures.h"

#include "analysis/images/edge_blur.h"
#include "analysis/images/pillow_picture.h"
#include "analysis/quantile.h"
#include "labeling/images/image_hash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace touchstone::analysis {
namespace {

constexpr int blurSize = 64;

std::vector<double> brightnessOf(const cv::Mat& picture) {
  std::vector<double> values;
  values.reserve(picture.total());
  for (int y = 0; y < picture.rows; ++y) {
    const unsigned char* pixel = picture.ptr(y);
    for (int x = 0; x < picture.cols; ++x, pixel += picture.channels()) {
      if (picture.channels() == 1) {
        values.push_back(pixel[0] / 255.0);
      } else {
        values.push_back(std::sqrt(0.241 * (pixel[2] * pixel[2]) + 0.691 * (pixel[1] * pixel[1]) +
                                   0.068 * (pixel[0] * pixel[0])) /
                         255);
      }
    }
  }
  return values;
}

using Histogram = std::array<long, 256>;

std::vector<Histogram> histogramsOf(const cv::Mat& picture) {
  const auto channels = static_cast<std::size_t>(picture.channels());
  std::vector<Histogram> histograms(channels, Histogram{});
  for (int y = 0; y < picture.rows; ++y) {
    const unsigned char* value = picture.ptr(y);
    for (int x = 0; x < picture.cols; ++x) {
      for (std::size_t channel = 0; channel < channels; ++channel) {
        histograms[channel][*value++] += 1;
      }
    }
  }
  return histograms;
}

double entropyOf(const cv::Mat& picture) {
  const auto values = static_cast<double>(picture.total()) * picture.channels();
  double entropy = 0;
  for (const Histogram& histogram : histogramsOf(picture)) {
    for (const long count : histogram) {
      const double share = static_cast<double>(count) / values;
      entropy -= count > 0 ? share * std::log2(share) : 0;
    }
  }
  return entropy;
}

double standardDeviation(const Histogram& weights) {
  double count = 0;
  double sum = 0;
  double squares = 0;
  for (std::size_t value = 0; value < weights.size(); ++value) {
    const auto weight = static_cast<double>(weights[value]);
    count += weight;
    sum += weight * static_cast<double>(value);
    squares += weight * static_cast<double>(value * value);
  }
  return std::sqrt((squares - sum * sum / count) / count);
}

double deviationOfCounts(const Histogram& histogram) {
  double mean = 0;
  for (const long count : histogram) {
    mean += static_cast<double>(count) / 256;
  }
  double squares = 0;
  for (const long count : histogram) {
    squares += (static_cast<double>(count) - mean) * (static_cast<double>(count) - mean);
  }
  return std::sqrt(squares / 256);
}

/// Returns the grey picture in which sharpness is measured, its longer side at most 64 pixels.
cv::Mat blurPicture(const cv::Mat& picture) {
  const double ratio = static_cast<double>(std::max(picture.cols, picture.rows)) / blurSize;
  if (ratio <= 1) {
    return pillowGrey(picture);
  }
  const auto reduced = [&](int side) { return std::max(static_cast<int>(side / ratio), 1); };
  return pillowGrey(pillowResized(picture, {reduced(picture.cols), reduced(picture.rows)},
                                  PillowFilter::Bicubic));
}

bool hasEqualChannels(const cv::Mat& picture) {
  for (int y = 0; picture.channels() == 3 && y < picture.rows; ++y) {
    const unsigned char* pixel = picture.ptr(y);
    for (int x = 0; x < picture.cols; ++x, pixel += 3) {
      if (pixel[0] != pixel[1] || pixel[1] != pixel[2]) {
        return false;
      }
    }
  }
  return true;
}

std::string hashOfPixels(const cv::Mat& picture) {
  const cv::Mat whole = picture.isContinuous() ? picture : picture.clone();
  return labeling::hashOfBytes(
      {reinterpret_cast<const char*>(whole.data), whole.total() * whole.elemSize()});
}

}  // namespace

PictureMeasures measurePicture(const cv::Mat& picture) {
  PictureMeasures measures;
  measures.width = picture.cols;
  measures.height = picture.rows;
  auto brightness = brightnessOf(picture);
  measures.brightness5 = quantile(brightness, 0.05);
  measures.brightness99 = quantile(brightness, 0.99);
  measures.entropy = entropyOf(picture);
  const cv::Mat grey = blurPicture(picture);
  measures.edgeDeviation = standardDeviation(histogramsOf(pillowEdges(grey)).front());
  measures.histogramDeviation = deviationOfCounts(histogramsOf(grey).front());
  measures.edgeBlur = blurOfEdges(picture);
  measures.oneChannel = picture.channels() == 1;
  measures.equalChannels = hasEqualChannels(picture);
  measures.pixelHash = hashOfPixels(picture);
  measures.pictureHash = pictureHash(picture);
  return measures;
}

std::uint64_t pictureHash(const cv::Mat& picture) {
  constexpr std::size_t side = 32;
  constexpr std::size_t kept = 8;
  const cv::Mat small = pillowResized(pillowGrey(picture), {side, side}, PillowFilter::Lanczos);
  // The cosine transform (type II, not scaled) of the columns, then of the rows.
  std::array<std::array<double, side>, kept> cosines{};
  for (std::size_t k = 0; k < kept; ++k) {
    for (std::size_t x = 0; x < side; ++x) {
      cosines[k][x] =
          2 * std::cos(std::numbers::pi * static_cast<double>(k * (2 * x + 1)) / (2.0 * side));
    }
  }
  std::array<double, kept * kept> low{};
  for (std::size_t v = 0; v < kept; ++v) {
    std::array<double, side> columns{};
    for (std::size_t y = 0; y < side; ++y) {
      const unsigned char* row = small.ptr(static_cast<int>(y));
      for (std::size_t x = 0; x < side; ++x) {
        columns[x] += cosines[v][y] * row[x];
      }
    }
    for (std::size_t u = 0; u < kept; ++u) {
      for (std::size_t x = 0; x < side; ++x) {
        low[v * kept + u] += cosines[u][x] * columns[x];
      }
      // What should be 0, as in plain pictures, is not left to rounding.
      constexpr double roundingError = 1e-7;
      double& frequency = low[v * kept + u];
      frequency = std::abs(frequency) < roundingError ? 0 : frequency;
    }
  }
  auto sorted = low;
  std::sort(sorted.begin(), sorted.end());
  const double median = (sorted[low.size() / 2 - 1] + sorted[low.size() / 2]) / 2;
  std::uint64_t hash = 0;
  for (const double value : low) {
    hash = hash << 1 | (value > median ? 1U : 0U);
  }
  return hash;
}

}  // namespace touchstone::analysis
