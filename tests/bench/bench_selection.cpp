// How long the smart selections take on a made-up photograph, for regions of several sizes.
#include "labeling/selection/flood.h"
#include "labeling/selection/grab_cut.h"
#include "labeling/selection/scissors.h"
#include "labeling/selection/superpixels.h"
#include "timings.h"

#include <opencv2/imgproc.hpp>

#include <string>

using namespace touchstone;
using namespace touchstone::labeling;

namespace {

/// Returns soft spots under noise.
cv::Mat picture(cv::Size size) {
  cv::RNG random(3);
  cv::Mat3b pixels(size, cv::Vec3b(90, 110, 130));
  for (int i = 0; i < 200; ++i) {
    cv::circle(pixels, {random.uniform(0, size.width), random.uniform(0, size.height)},
               random.uniform(20, 200),
               cv::Scalar(random.uniform(0, 255), random.uniform(0, 255), random.uniform(0, 255)),
               cv::FILLED);
  }
  cv::GaussianBlur(pixels, pixels, {0, 0}, 2);
  cv::Mat3b noise(size);
  random.fill(noise, cv::RNG::NORMAL, 8, 4);
  return pixels + noise;
}

template <class Step>
void time(const std::string& what, int times, Step step) {
  Timings timings;
  for (int i = 0; i < times; ++i) {
    timings.measure(step);
  }
  timings.print(what.c_str());
}

}  // namespace

int main() {
  const cv::Mat pixels = picture({4000, 3000});
  const PictureRegion whole = wholeRegion(pixels);
  const PictureRegion screen = regionOf(pixels, {1000, 800, 1200, 900});
  const FloodOptions wide{.tolerance = 60, .contiguous = true, .connectivity = Connectivity::Four};
  time("flood, 4000 x 3000", 10, [&] { return floodSelection(whole, {2000, 1500}, wide); });
  time("flood, 1200 x 900", 20, [&] { return floodSelection(screen, {1500, 1200}, wide); });
  for (const int reach : {128, 256, 384}) {
    time("scissors, reach " + std::to_string(reach), 10, [&] {
      return ScissorsMap::around(whole, {2000, 1500}, reach);
    });
  }
  const auto map = ScissorsMap::around(whole, {2000, 1500});
  time("scissors, way to the pointer", 100, [&] { return map->contourTo({2200, 1600}); });
  const Box box{1200, 1000, 2000, 1500};
  time("GrabCut, first, 1200 x 900", 5, [&] { return GrabCut::start(screen, box)->select(); });
  auto cut = GrabCut::start(screen, box);
  time("GrabCut, next, 1200 x 900", 5, [&] { return cut->select(); });
  time("superpixels, 1200 x 900", 5, [&] { return Superpixels::of(screen); });
  const auto patches = Superpixels::of(screen);
  const BrushTip tip{.form = BrushTip::Form::Round, .diameter = 60};
  time("superpixels, stroke to mask", 50, [&] {
    return patches->maskOf(patches->under(tip, {1200, 1000}, {1800, 1500}));
  });
  return 0;
}
