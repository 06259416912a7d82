#include "training/baselines/picture_descriptors.h"

#include <opencv2/imgproc.hpp>

#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace touchstone::training {

namespace {

void scaleToLength(std::span<float> values, float length) {
  double squares = 0;
  for (const float value : values) {
    squares += static_cast<double>(value) * value;
  }
  if (squares > 0) {
    const auto factor = static_cast<float>(length / std::sqrt(squares));
    for (float& value : values) {
      value *= factor;
    }
  }
}

std::vector<float> joined(std::initializer_list<std::vector<float>> parts) {
  std::vector<float> all;
  for (const auto& part : parts) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

constexpr int gradientSide = 64;
constexpr int cell = 8;
constexpr int cells = gradientSide / cell;
constexpr int orientations = 9;
constexpr int blockLength = 4 * orientations;

using Cell = std::array<float, orientations>;
using Cells = std::array<Cell, cells * cells>;

/// Adds up the gradients of each cell, each shared by the two nearest orientations.
Cells orientedGradients(const cv::Mat& grey) {
  cv::Mat across;
  cv::Mat down;
  const cv::Matx13f difference(-1, 0, 1);
  cv::filter2D(grey, across, CV_32F, difference);
  cv::filter2D(grey, down, CV_32F, difference.t());
  Cells sums{};
  for (int y = 0; y < gradientSide; ++y) {
    for (int x = 0; x < gradientSide; ++x) {
      const float dx = across.at<float>(y, x);
      const float dy = down.at<float>(y, x);
      const double turn = std::atan2(dy, dx) / std::numbers::pi + 1;  // a half turn is 1
      const double place = (turn - std::floor(turn)) * orientations - 0.5;
      const double lower = std::floor(place);
      const auto first =
          static_cast<std::size_t>((static_cast<int>(lower) + orientations) % orientations);
      const auto second = (first + 1) % orientations;
      const auto share = static_cast<float>(place - lower);
      const float length = std::hypot(dx, dy);
      Cell& sum = sums[static_cast<std::size_t>(y / cell * cells + x / cell)];
      sum[first] += length * (1 - share);
      sum[second] += length * share;
    }
  }
  return sums;
}

/// Normalises a block, cuts off what stands out, and normalises again ("L2-Hys").
void normaliseBlock(std::span<float> block) {
  constexpr float largest = 0.2F;
  scaleToLength(block, 1);
  for (float& value : block) {
    value = std::min(value, largest);
  }
  scaleToLength(block, 1);
}

}  // namespace

std::vector<float> pixelDescriptor(const cv::Mat& picture) {
  cv::Mat small;
  cv::resize(picture, small, {16, 16}, 0, 0, cv::INTER_AREA);
  std::vector<float> values(small.datastart, small.dataend);
  double sum = 0;
  for (const float value : values) {
    sum += value;
  }
  const auto mean = static_cast<float>(sum / static_cast<double>(values.size()));
  for (float& value : values) {
    value -= mean;
  }
  scaleToLength(values, 1);
  return values;
}

std::vector<float> colourDescriptor(const cv::Mat& picture) {
  constexpr int hues = 12;
  constexpr int levels = 4;
  constexpr int hueRange = 180;  // OpenCV's half degrees
  cv::Mat colours;
  cv::cvtColor(picture, colours, cv::COLOR_RGB2HSV);
  std::vector<float> counts(hues * levels * levels);
  for (int y = 0; y < colours.rows; ++y) {
    for (int x = 0; x < colours.cols; ++x) {
      const auto& colour = colours.at<cv::Vec3b>(y, x);
      const int bin = (colour[0] * hues / hueRange * levels + colour[1] * levels / 256) * levels +
                      colour[2] * levels / 256;
      ++counts[static_cast<std::size_t>(bin)];
    }
  }
  for (float& count : counts) {
    count = std::sqrt(count);
  }
  scaleToLength(counts, 1);
  return counts;
}

std::vector<float> gradientDescriptor(const cv::Mat& picture) {
  cv::Mat grey;
  cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
  cv::resize(grey, grey, {gradientSide, gradientSide}, 0, 0, cv::INTER_AREA);
  const Cells sums = orientedGradients(grey);
  std::vector<float> values;
  for (int y = 0; y + 1 < cells; ++y) {
    for (int x = 0; x + 1 < cells; ++x) {
      for (const int corner : {0, 1, cells, cells + 1}) {
        const Cell& sum = sums[static_cast<std::size_t>(y * cells + x + corner)];
        values.insert(values.end(), sum.begin(), sum.end());
      }
      normaliseBlock(std::span(values).last(blockLength));
    }
  }
  scaleToLength(values, 1);
  return values;
}

std::vector<float> edgeDescriptor(const cv::Mat& picture) {
  constexpr int side = 96;
  cv::Mat grey;
  cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
  cv::resize(grey, grey, {side, side}, 0, 0, cv::INTER_AREA);
  grey.convertTo(grey, CV_32F, 1 / 255.0);
  std::vector<float> values;
  for (const double sigma : {0.7, 1.4, 2.8, 5.6}) {
    cv::Mat smooth;
    cv::GaussianBlur(grey, smooth, {}, sigma);
    cv::Mat across;
    cv::Mat down;
    cv::Mat spots;
    cv::Sobel(smooth, across, CV_32F, 1, 0);
    cv::Sobel(smooth, down, CV_32F, 0, 1);
    cv::Laplacian(smooth, spots, CV_32F);
    for (const cv::Mat& response :
         {across, down, cv::Mat(across + down), cv::Mat(across - down), spots}) {
      cv::Scalar mean;
      cv::Scalar deviation;
      cv::meanStdDev(cv::abs(response), mean, deviation);
      values.push_back(static_cast<float>(mean[0]));
      values.push_back(static_cast<float>(deviation[0]));
    }
  }
  for (float& value : values) {
    value = std::log(value + 1e-3F);
  }
  return values;
}

std::vector<float> descriptorFor(BaselineKind kind, const cv::Mat& picture) {
  switch (kind) {
    case BaselineKind::PixelMatch:
      return pixelDescriptor(picture);
    case BaselineKind::ColourHistogram:
      return colourDescriptor(picture);
    case BaselineKind::Filters:
      return joined({edgeDescriptor(picture), gradientDescriptor(picture)});
    case BaselineKind::SupportVectors:
      break;
  }
  return joined({pixelDescriptor(picture), colourDescriptor(picture), edgeDescriptor(picture),
                 gradientDescriptor(picture)});
}

}  // namespace touchstone::training
