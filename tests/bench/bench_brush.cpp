// How long one mouse move of the brush takes on a 4000 x 3000 image: painting, and reading back the
// pixels that changed for the screen. Then how long the mask takes when the button is released.
#include "labeling/geometry/mask.h"
#include "labeling/geometry/mask_canvas.h"
#include "labeling/geometry/mask_raster.h"
#include "timings.h"

#include <cmath>
#include <optional>
#include <string>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

constexpr int width = 4000;
constexpr int height = 3000;
constexpr int strokes = 5;
constexpr int movesPerStroke = 400;

/// Returns a mask of many small squares with holes: some 700,000 runs.
Mask busyMask() {
  cv::Mat1b pixels(height, width, std::uint8_t{0});
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      pixels(y, x) = (x % 17 < 11 && y % 17 < 11 && (x % 17 != 5 || y % 17 != 5)) ? 255 : 0;
    }
  }
  return maskOfPixels(pixels);
}

/// Returns where the pointer is after a number of moves: wide loops over the whole image, 60 a
/// second.
Point pointerAt(int move) {
  const double t = move / 60.0;
  return {width * (0.5 + 0.48 * std::sin(2.1 * t)), height * (0.5 + 0.48 * std::cos(1.7 * t))};
}

void paint(const char* name, const Mask& stored, const BrushTip& tip) {
  Timings start;
  Timings moves;
  Timings release;
  for (int stroke = 0; stroke < strokes; ++stroke) {
    std::optional<MaskCanvas> canvas;
    start.measure([&] { canvas.emplace(stored); });
    const PaintMode mode = stroke % 2 == 0 ? PaintMode::Add : PaintMode::Erase;
    for (int move = 1; move <= movesPerStroke; ++move) {
      const int at = stroke * movesPerStroke + move;
      moves.measure([&] {
        const cv::Rect dirty = canvas->stroke(tip, pointerAt(at - 1), pointerAt(at), mode);
        return canvas->pixels(dirty);
      });
    }
    release.measure([&] { return canvas->mask(); });
  }
  const std::string what = std::string(name) + ", " + std::to_string(tip.diameter) + " px";
  start.print((what + ": press").c_str());
  moves.print((what + ": move").c_str());
  release.print((what + ": release").c_str());
}

}  // namespace

int main() {
  const Mask empty = emptyMask(width, height);
  const Mask busy = busyMask();
  for (const int diameter : {5, 50, 300}) {
    const BrushTip round{.form = BrushTip::Form::Round, .diameter = diameter};
    paint("empty mask", empty, round);
    paint("busy mask", busy, round);
  }
  return 0;
}
