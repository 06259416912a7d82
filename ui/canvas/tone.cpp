#include "ui/canvas/tone.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace touchstone::ui {
namespace {

constexpr int curveSteps = 4096;

/// Brightness 0 … 255 for each step of the window.
std::vector<uchar> curveOf(const Tone& tone) {
  std::vector<uchar> curve(curveSteps + 1);
  for (int i = 0; i <= curveSteps; ++i) {
    const double level = brightnessOf(tone, static_cast<double>(i) / curveSteps);
    curve[static_cast<std::size_t>(i)] = static_cast<uchar>(std::lround(level * 255));
  }
  return curve;
}

QImage tonedBytes(const cv::Mat& pixels, const Tone& tone) {
  const ValueRange window = tone.window.value_or(ValueRange{});
  const double width = std::max(window.high - window.low, 1e-9);
  cv::Mat table(1, 256, CV_8UC4);
  for (int i = 0; i < 256; ++i) {
    const double level = brightnessOf(tone, std::clamp((i - window.low) / width, 0.0, 1.0));
    const auto value = static_cast<uchar>(std::lround(level * 255));
    table.at<cv::Vec4b>(0, i) = cv::Vec4b(value, value, value, 255);
  }
  QImage result(pixels.cols, pixels.rows, QImage::Format_RGB32);
  cv::Mat target(pixels.rows, pixels.cols, CV_8UC4, result.bits(),
                 static_cast<std::size_t>(result.bytesPerLine()));
  cv::LUT(pixels, table, target);
  return result;
}

template <class Value>
QImage tonedValues(const cv::Mat& pixels, const Tone& tone, const ValueRange& values) {
  const ValueRange window = tone.window.value_or(values);
  const std::vector<uchar> curve = curveOf(tone);
  const auto low = static_cast<float>(window.low);
  const auto scale = static_cast<float>(curveSteps / std::max(window.high - window.low, 1e-30));
  const auto shown = [&](Value value) -> uchar {
    const float step = (static_cast<float>(value) - low) * scale;
    // Written so that what is no number is black.
    return step >= 0 ? curve[static_cast<std::size_t>(std::min<float>(step, curveSteps))]
                     : curve[0];
  };
  QImage result(pixels.cols, pixels.rows, QImage::Format_RGB32);
  const int channels = pixels.channels();
  for (int y = 0; y < pixels.rows; ++y) {
    const auto* from = pixels.ptr<Value>(y);
    auto* to = reinterpret_cast<QRgb*>(result.scanLine(y));
    for (int x = 0; x < pixels.cols; ++x, from += channels) {
      if (channels == 1) {
        const uchar grey = shown(*from);
        to[x] = qRgb(grey, grey, grey);
      } else {
        to[x] = qRgb(shown(from[2]), shown(from[1]), shown(from[0]));
      }
    }
  }
  return result;
}

template <class Value, class Use>
void eachFinite(const cv::Mat& pixels, Use use) {
  const int count = pixels.cols * pixels.channels();
  for (int y = 0; y < pixels.rows; ++y) {
    const auto* row = pixels.ptr<Value>(y);
    for (int i = 0; i < count; ++i) {
      if (std::isfinite(static_cast<float>(row[i]))) {
        use(static_cast<double>(row[i]), i % pixels.channels());
      }
    }
  }
}

/// Calls use(value, channel) for each finite value.
template <class Use>
void eachValue(const cv::Mat& pixels, Use use) {
  switch (pixels.depth()) {
    case CV_8U:
      return eachFinite<uchar>(pixels, use);
    case CV_16U:
      return eachFinite<ushort>(pixels, use);
    default:
      return eachFinite<float>(pixels, use);
  }
}

}  // namespace

double brightnessOf(const Tone& tone, double position) {
  const double curved = std::pow(position, 1 / tone.gamma);
  const double steepness =
      tone.contrast < 0 ? 1 + tone.contrast / 100.0 : 1 / (1 - tone.contrast / 101.0);
  return std::clamp((curved - 0.5) * steepness + 0.5 + tone.brightness / 100.0, 0.0, 1.0);
}

QImage toned(const cv::Mat& pixels, const Tone& tone, const ValueRange& values) {
  switch (pixels.depth()) {
    case CV_8U:
      if (tone.isNeutral()) {
        return {pixels.data, pixels.cols, pixels.rows, static_cast<qsizetype>(pixels.step),
                QImage::Format_RGB32};
      }
      return tonedBytes(pixels, tone);
    case CV_16U:
      return tonedValues<ushort>(pixels, tone, values);
    default:
      return tonedValues<float>(pixels, tone, values);
  }
}

ValueRange valuesOf(const cv::Mat& pixels) {
  if (pixels.depth() == CV_8U) {
    return {};
  }
  ValueRange range{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
  eachValue(pixels, [&](double value, int /*channel*/) {
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  });
  return range.low <= range.high ? range : ValueRange{0, 1};
}

std::vector<int> histogramOf(const cv::Mat& pixels, const ValueRange& range, int bins) {
  std::vector<int> counts(static_cast<std::size_t>(bins), 0);
  const double scale = bins / std::max(range.high - range.low, 1e-30);
  const bool hasAlpha = pixels.channels() == 4;
  eachValue(pixels, [&](double value, int channel) {
    if (!(hasAlpha && channel == 3)) {
      const int bin = static_cast<int>((value - range.low) * scale);
      ++counts[static_cast<std::size_t>(std::clamp(bin, 0, bins - 1))];
    }
  });
  return counts;
}

}  // namespace touchstone::ui
