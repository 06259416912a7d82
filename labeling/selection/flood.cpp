#include "labeling/selection/flood.h"

#include "labeling/geometry/mask_raster.h"
#include "labeling/selection/selection_call.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace touchstone::labeling {
namespace {

/// Returns 255 where the pixel is like the one at `seed`.
cv::Mat1b alikePixels(const cv::Mat& pixels, cv::Point seed, int tolerance) {
  cv::Scalar low;
  cv::Scalar high;
  const std::uint8_t* colour = pixels.ptr(seed.y, seed.x);
  for (int channel = 0; channel < pixels.channels(); ++channel) {
    low[channel] = std::max(colour[channel] - tolerance, 0);
    high[channel] = std::min(colour[channel] + tolerance, 255);
  }
  cv::Mat1b alike;
  cv::inRange(pixels, low, high, alike);
  return alike;
}

/// Leaves only what is connected to `seed`.
void keepConnected(cv::Mat1b& alike, cv::Point seed, Connectivity connectivity) {
  constexpr int chosen = 128;
  const int neighbours = connectivity == Connectivity::Eight ? 8 : 4;
  cv::floodFill(alike, seed, cv::Scalar(chosen), nullptr, {}, {}, neighbours);
  cv::compare(alike, chosen, alike, cv::CMP_EQ);
}

}  // namespace

Result<Mask> floodSelection(const PictureRegion& region,
                            Point point,
                            const FloodOptions& options,
                            std::stop_token stop) {
  if (auto status = checkedRegion(region); !status) {
    return status.error();
  }
  const cv::Point pixel = pixelUnder(point);
  if (!pixel.inside(region.area())) {
    return Error{.kind = ErrorKind::BadInput,
                 .file = {},
                 .message = "There is no picture under the pointer; click inside the image."};
  }
  return selectionCall([&]() -> Result<Mask> {
    const cv::Point seed = pixel - region.place;
    cv::Mat1b alike = alikePixels(region.pixels, seed, std::clamp(options.tolerance, 0, 255));
    if (options.contiguous && !stop.stop_requested()) {
      keepConnected(alike, seed, options.connectivity);
    }
    if (stop.stop_requested()) {
      return selectionStopped();
    }
    return maskOfPixels(alike, region.place, region.image.width, region.image.height);
  });
}

}  // namespace touchstone::labeling
