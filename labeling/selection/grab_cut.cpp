#include "labeling/selection/grab_cut.h"

#include "labeling/geometry/mask_raster.h"
#include "labeling/selection/selection_call.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace touchstone::labeling {
namespace {

constexpr std::uint8_t markOf(Ground ground) {
  return ground == Ground::Object ? 1 : 2;
}

/// Gives OpenCV's random numbers, from which GrabCut starts its clusters, a fixed beginning.
class FixedRandom {
public:
  FixedRandom() : before_(cv::theRNG().state) { cv::theRNG().state = 0x5EED; }
  ~FixedRandom() { cv::theRNG().state = before_; }
  FixedRandom(const FixedRandom&) = delete;
  FixedRandom& operator=(const FixedRandom&) = delete;

private:
  std::uint64_t before_;
};

cv::Mat workingPicture(const cv::Mat& pixels, int workingPixels) {
  const double share = static_cast<double>(workingPixels) / pixels.size().area();
  cv::Mat small = pixels;
  if (share < 1) {
    const double scale = std::sqrt(share);
    const cv::Size size(std::max(static_cast<int>(pixels.cols * scale), 1),
                        std::max(static_cast<int>(pixels.rows * scale), 1));
    cv::resize(pixels, small, size, 0, 0, cv::INTER_AREA);
  }
  if (small.channels() == 1) {
    cv::cvtColor(small, small, cv::COLOR_GRAY2BGR);
  }
  return small;
}

/// Returns the box in pixels of the working picture.
cv::Rect workingBox(const Box& box, const PictureRegion& region, cv::Size size) {
  const double right = static_cast<double>(size.width) / region.pixels.cols;
  const double down = static_cast<double>(size.height) / region.pixels.rows;
  const Box inside =
      clampedTo({(box.x0 - region.place.x) * right, (box.y0 - region.place.y) * down,
                 (box.x1 - region.place.x) * right, (box.y1 - region.place.y) * down},
                size.width, size.height);
  return {cv::Point(cvRound(inside.x0), cvRound(inside.y0)),
          cv::Point(cvRound(inside.x1), cvRound(inside.y1))};
}

cv::Mat1b objectIn(const cv::Mat1b& labels) {
  return (labels == cv::GC_FGD) | (labels == cv::GC_PR_FGD);
}

}  // namespace

Result<GrabCut> GrabCut::start(const PictureRegion& region,
                               const Box& box,
                               const GrabCutOptions& options) {
  if (auto status = checkedRegion(region); !status) {
    return status.error();
  }
  return selectionCall([&]() -> Result<GrabCut> {
    GrabCut result;
    result.region_ = region;
    result.options_ = options;
    result.small_ = workingPicture(region.pixels, std::max(options.workingPixels, 1));
    const cv::Rect inside = workingBox(box, region, result.small_.size());
    if (inside.width < 2 || inside.height < 2) {
      return Error{.kind = ErrorKind::BadInput,
                   .file = {},
                   .message = "The box is too small; draw it around the object."};
    }
    if (inside.size() == result.small_.size()) {
      return Error{.kind = ErrorKind::BadInput,
                   .file = {},
                   .message = "The box covers the whole picture; leave some background around it."};
    }
    result.labels_ = cv::Mat1b(result.small_.size(), std::uint8_t{cv::GC_BGD});
    result.labels_(inside) = cv::GC_PR_FGD;
    result.marks_ = cv::Mat1b(region.pixels.size(), std::uint8_t{0});
    return result;
  });
}

void GrabCut::expect(const Mask& object) {
  cv::Mat1b expected = pixelsOf(object, region_.area());
  if (expected.size() != labels_.size()) {
    cv::resize(expected, expected, labels_.size(), 0, 0, cv::INTER_AREA);
  }
  const cv::Mat1b inside = (labels_ == cv::GC_PR_FGD) & (expected > 127);
  if (cv::countNonZero(inside) > 0) {
    labels_.setTo(cv::GC_PR_BGD, labels_ == cv::GC_PR_FGD);
    labels_.setTo(cv::GC_PR_FGD, inside);
  }
}

void GrabCut::addStroke(Ground ground, const BrushTip& tip, const std::vector<Point>& points) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Point& before = points[i == 0 ? 0 : i - 1];
    for (const RowSpan& span : strokeSpans(tip, before, points[i], region_.area())) {
      marks_.row(span.y - region_.place.y)
          .colRange(span.x0 - region_.place.x, span.x1 - region_.place.x) = markOf(ground);
    }
  }
}

void GrabCut::markLabels() {
  for (const Ground ground : {Ground::Background, Ground::Object}) {
    // Averaging keeps a trace of strokes that are thinner than a pixel of the working scale.
    cv::Mat1b marked = marks_ == markOf(ground);
    if (marked.size() != labels_.size()) {
      cv::resize(marked, marked, labels_.size(), 0, 0, cv::INTER_AREA);
    }
    labels_.setTo(ground == Ground::Object ? cv::GC_FGD : cv::GC_BGD, marked);
  }
}

Mask GrabCut::currentMask() const {
  cv::Mat1b object = objectIn(labels_);
  if (object.size() != region_.pixels.size()) {
    cv::resize(object, object, region_.pixels.size(), 0, 0, cv::INTER_LINEAR);
    object = object > 127;
  }
  object.setTo(255, marks_ == markOf(Ground::Object));
  object.setTo(0, marks_ == markOf(Ground::Background));
  return maskOfPixels(object, region_.place, region_.image.width, region_.image.height);
}

Result<Mask> GrabCut::select(std::stop_token stop) {
  return selectionCall([&]() -> Result<Mask> {
    markLabels();
    const FixedRandom fixed;
    for (int i = 0; i < options_.iterations; ++i) {
      if (stop.stop_requested()) {
        return selectionStopped();
      }
      const int object = cv::countNonZero(objectIn(labels_));
      if (object == 0 || object == labels_.size().area()) {
        break;  // nothing to separate: the colour models need samples of both
      }
      const int mode = object_.empty() ? cv::GC_INIT_WITH_MASK : cv::GC_EVAL;
      cv::grabCut(small_, labels_, {}, background_, object_, 1, mode);
    }
    return currentMask();
  });
}

}  // namespace touchstone::labeling
