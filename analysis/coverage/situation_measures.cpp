#include "analysis/coverage/situation_measures.h"

#include "analysis/coverage/light.h"
#include "labeling/augmentation/composition.h"
#include "labeling/geometry/mask_raster.h"
#include "labeling/geometry/oriented_box.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace touchstone::analysis {

namespace {

using labeling::Shape;

constexpr double leastElongation = 4.0 / 3;
constexpr double leastCoherence = 0.3;
constexpr double borderShare = 0.125;  ///< of the shorter side
constexpr int leastBackground = 32;    ///< pixels

/// Returns an angle of a picture (clockwise, radians) as degrees counter-clockwise in [0, 180).
double degreesOf(double angle) {
  const double degrees = std::fmod(-angle * 180 / std::numbers::pi, 180.0);
  const double positive = degrees < 0 ? degrees + 180 : degrees;
  return positive >= 180 ? 0 : positive;
}

/// Returns the angle of the longer axis of a distribution with these second moments, when its axes
/// differ enough.
std::optional<double> majorAxis(double xx, double xy, double yy) {
  const double difference = std::hypot(xx - yy, 2 * xy);
  const double longer = xx + yy + difference;
  const double shorter = xx + yy - difference;
  if (!(longer > 0) || longer < leastElongation * leastElongation * shorter) {
    return std::nullopt;
  }
  return degreesOf(std::atan2(2 * xy, xx - yy) / 2);
}

/// Returns the part of a picture that a box covers: at least a pixel, inside.
cv::Rect pixelsUnder(const labeling::Box& box, cv::Size size) {
  const int x0 = std::clamp(static_cast<int>(std::floor(box.x0)), 0, size.width - 1);
  const int y0 = std::clamp(static_cast<int>(std::floor(box.y0)), 0, size.height - 1);
  const int x1 = std::clamp(static_cast<int>(std::ceil(box.x1)), x0 + 1, size.width);
  const int y1 = std::clamp(static_cast<int>(std::ceil(box.y1)), y0 + 1, size.height);
  return {x0, y0, x1 - x0, y1 - y0};
}

cv::Rect grown(const cv::Rect& area, cv::Size size) {
  const int margin = std::max(4, (area.width + area.height) / 8);
  return cv::Rect(area.x - margin, area.y - margin, area.width + 2 * margin,
                  area.height + 2 * margin) &
         cv::Rect({}, size);
}

/// A thing on the picture: the rectangle around it, and which of its pixels belong to it (255).
struct Region {
  cv::Rect area;
  cv::Mat1b pixels;
};

bool hasOutline(const Shape& shape) {
  return std::holds_alternative<labeling::Mask>(shape) ||
         std::holds_alternative<labeling::Polygon>(shape) ||
         std::holds_alternative<labeling::OrientedBox>(shape);
}

/// What is measured of one picture, and the objects on it.
class PictureLook {
public:
  PictureLook(const cv::Mat& picture, labeling::ImageSize full)
      : full_(full),
        occupied_(cv::Mat1b::zeros(picture.size())),
        reflecting_(reflectingPixels(picture)),
        temperature_(lightTemperature(picture)) {
    cv::cvtColor(picture, lab_, cv::COLOR_BGR2Lab);
    cv::Mat1b lightness;
    cv::extractChannel(lab_, lightness, 0);
    constexpr double unit = 100.0 / 255 / 8;  // L* per pixel, of Sobel's weights
    cv::Sobel(lightness, across_, CV_32F, 1, 0, 3, unit);
    cv::Sobel(lightness, down_, CV_32F, 0, 1, 3, unit);
    cv::magnitude(across_, down_, slope_);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(lightness, mean, deviation);
    contrast_ = deviation[0] / 255;
  }

  std::vector<SituationMeasures> measured(std::span<const Shape> things) {
    std::vector<Region> regions;
    for (const Shape& thing : things) {
      regions.push_back(regionOf(thing));
      if (!isImageTag(thing)) {
        occupied_(regions.back().area).setTo(255, regions.back().pixels);
      }
    }
    std::vector<SituationMeasures> all;
    for (std::size_t i = 0; i < things.size(); ++i) {
      all.push_back(isImageTag(things[i]) ? ofPicture() : ofObject(things[i], regions[i]));
    }
    return all;
  }

private:
  [[nodiscard]] cv::Size size() const { return lab_.size(); }

  [[nodiscard]] Region regionOf(const Shape& thing) const {
    const labeling::Box bounds = boundsOf(thing);
    const double right = static_cast<double>(size().width) / std::max(full_.width, 1);
    const double down = static_cast<double>(size().height) / std::max(full_.height, 1);
    const cv::Rect area = pixelsUnder(
        {bounds.x0 * right, bounds.y0 * down, bounds.x1 * right, bounds.y1 * down}, size());
    Region region{area, cv::Mat1b(area.size(), 255)};
    if (hasOutline(thing)) {
      const cv::Rect whole = pixelsUnder(bounds, {full_.width, full_.height});
      const cv::Mat1b inside = labeling::pixelsOf(labeling::areaMaskOf(thing, full_), whole);
      cv::Mat1b reduced;
      cv::resize(inside, reduced, area.size(), 0, 0, cv::INTER_NEAREST);
      if (cv::countNonZero(reduced) > 0) {
        region.pixels = reduced;
      }
    }
    return region;
  }

  [[nodiscard]] SituationMeasures ofPicture() const {
    const int side = std::min(size().width, size().height);
    const int border = std::clamp(static_cast<int>(std::lround(side * borderShare)), 1, side);
    cv::Mat1b frame(size(), 255);
    if (2 * border < side) {
      frame(cv::Rect(border, border, size().width - 2 * border, size().height - 2 * border))
          .setTo(0);
    }
    const cv::Rect everything({}, size());
    SituationMeasures measures = common(everything, cv::Mat1b(size(), 255));
    measures.brightness = cv::mean(lab_)[0] / 255;
    measures.orientation = directionOfEdges(everything);
    measures.background = backgroundOf(everything, frame);
    return measures;
  }

  [[nodiscard]] SituationMeasures ofObject(const Shape& thing, const Region& region) const {
    SituationMeasures measures = common(region.area, region.pixels);
    const cv::Rect around = grown(region.area, size());
    measures.background = backgroundOf(around, backgroundPixels(region, around));
    measures.brightness = measures.background[0] / 100;
    measures.orientation =
        hasOutline(thing) ? directionOfShape(thing, region.pixels) : directionOfEdges(region.area);
    const labeling::Point centre = boundsOf(thing).centre();
    measures.placement = Placement{
        {centre.x / std::max(full_.width, 1), centre.y / std::max(full_.height, 1)},
        static_cast<double>(cv::countNonZero(region.pixels)) / static_cast<double>(lab_.total())};
    return measures;
  }

  [[nodiscard]] SituationMeasures common(const cv::Rect& area, const cv::Mat1b& pixels) const {
    SituationMeasures measures;
    measures.contrast = contrast_;
    measures.temperature = temperature_;
    measures.reflection = cv::mean(reflecting_(area), pixels)[0] / 255;
    return measures;
  }

  /// Returns the pixels around an object that belong to no object; when there are hardly any, those
  /// that do not belong to it, or else all.
  [[nodiscard]] cv::Mat1b backgroundPixels(const Region& region, const cv::Rect& around) const {
    cv::Mat1b free;
    cv::bitwise_not(occupied_(around), free);
    if (cv::countNonZero(free) < leastBackground) {
      free.setTo(255);
      free(region.area - around.tl()).setTo(0, region.pixels);
    }
    if (cv::countNonZero(free) < leastBackground) {
      free.setTo(255);
    }
    return free;
  }

  [[nodiscard]] BackgroundFeatures backgroundOf(const cv::Rect& area,
                                                const cv::Mat1b& pixels) const {
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(lab_(area), mean, deviation, pixels);
    return {mean[0] * 100 / 255, mean[1] - 128, mean[2] - 128, deviation[0] * 100 / 255,
            cv::mean(slope_(area), pixels)[0]};
  }

  [[nodiscard]] static std::optional<double> directionOfShape(const Shape& shape,
                                                              const cv::Mat1b& pixels) {
    if (const auto* box = std::get_if<labeling::OrientedBox>(&shape)) {
      const double cosine = std::cos(box->angle);
      const double sine = std::sin(box->angle);
      const double along = box->width * box->width;
      const double across = box->height * box->height;
      return majorAxis(along * cosine * cosine + across * sine * sine,
                       (along - across) * cosine * sine,
                       along * sine * sine + across * cosine * cosine);
    }
    const cv::Moments moments = cv::moments(pixels, true);
    return majorAxis(moments.mu20, moments.mu11, moments.mu02);
  }

  [[nodiscard]] std::optional<double> directionOfEdges(const cv::Rect& area) const {
    const double xx = across_(area).dot(across_(area));
    const double xy = across_(area).dot(down_(area));
    const double yy = down_(area).dot(down_(area));
    const double difference = std::hypot(xx - yy, 2 * xy);
    if (!(xx + yy > 0) || difference < leastCoherence * (xx + yy)) {
      return std::nullopt;
    }
    // Edges run across their gradient.
    return degreesOf(std::atan2(2 * xy, xx - yy) / 2 + std::numbers::pi / 2);
  }

  labeling::ImageSize full_;
  cv::Mat3b lab_;
  cv::Mat1f across_;
  cv::Mat1f down_;
  cv::Mat1f slope_;
  cv::Mat1b occupied_;
  cv::Mat1b reflecting_;
  double temperature_;
  double contrast_ = 0;
};

}  // namespace

std::vector<SituationMeasures> measureSituations(const cv::Mat& picture,
                                                 labeling::ImageSize full,
                                                 std::span<const Shape> things) {
  return PictureLook(picture, full).measured(things);
}

}  // namespace touchstone::analysis
