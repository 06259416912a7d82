#pragma once

#include <QImage>
#include <opencv2/core/mat.hpp>

#include <optional>
#include <vector>

namespace touchstone::ui {

/// The lowest and the highest of some values.
struct ValueRange {
  double low = 0;
  double high = 255;
  bool operator==(const ValueRange&) const = default;
};

/// How the values of a picture become brightness on the screen. It never changes a file.
struct Tone {
  int brightness = 0;                ///< -100 … 100
  int contrast = 0;                  ///< -100 … 100
  double gamma = 1;                  ///< 0.2 … 5; more is lighter
  std::optional<ValueRange> window;  ///< shown from black to white; nothing: all values
  bool operator==(const Tone&) const = default;

  [[nodiscard]] bool isNeutral() const { return *this == Tone{}; }
};

/// Returns the brightness in [0, 1] of `position` in [0, 1] of the window.
[[nodiscard]] double brightnessOf(const Tone& tone, double position);

/// Returns the pixels (8-bit BGRA, or 16-bit or float in grey or BGR) as they are shown. `values`
/// is the range of the whole picture. Values that are no number are black. A neutral tone of 8-bit
/// pixels shares their memory.
[[nodiscard]] QImage toned(const cv::Mat& pixels, const Tone& tone, const ValueRange& values);

/// Returns the range of the finite values; the range of the type for 8-bit pixels.
[[nodiscard]] ValueRange valuesOf(const cv::Mat& pixels);

/// Returns how many of the pixels' values (all channels alike) lie in each of `bins` equal parts of
/// `range`.
[[nodiscard]] std::vector<int> histogramOf(const cv::Mat& pixels,
                                           const ValueRange& range,
                                           int bins);

}  // namespace touchstone::ui
