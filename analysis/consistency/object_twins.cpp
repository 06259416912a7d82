#include "analysis/consistency/object_twins.h"

#include "analysis/audits/duplicate_audit.h"
#include "analysis/audits/duplicate_scores.h"
#include "analysis/audits/finding_text.h"
#include "labeling/classes/class_tree.h"
#include "labeling/geometry/convert.h"
#include "labeling/images/image_hash.h"

#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace touchstone::analysis {
namespace {

using labeling::Annotation;
using labeling::Document;
using labeling::Finding;

constexpr int side = 16;
constexpr double leastSide = 16;
constexpr double mostDifference = 8;
constexpr double mostShare = 0.25;
constexpr double leastVariation = 8;
constexpr double likeShape = 1.1;
constexpr int hashRadius = 4;
constexpr int bands = hashRadius + 1;

bool isOfOneShape(const cv::Size& one, const cv::Size& other) {
  const double ratio = static_cast<double>(one.width) * other.height /
                       (static_cast<double>(one.height) * other.width);
  return std::max(ratio, 1 / ratio) < likeShape;
}

std::uint64_t hashOf(const PictureSketch& sketch) {
  cv::Mat1f mean(side, side, 0.0F);
  for (int plane = 0; plane < 3; ++plane) {
    cv::Mat1f values;
    sketch.grey.rowRange(plane * side, (plane + 1) * side).convertTo(values, CV_32F, 1.0 / 3);
    mean += values;
  }
  cv::Mat1b grey;
  mean.convertTo(grey, CV_8U);
  return labeling::perceptualHash(grey);
}

/// Returns the bits of a hash that one of its bands holds.
std::uint64_t bandOf(std::uint64_t hash, int band) {
  const int first = band * 64 / bands;
  const int last = (band + 1) * 64 / bands;
  return (hash >> first) & ((std::uint64_t{1} << (last - first)) - 1);
}

class Twins {
public:
  Twins(const Document& document, std::span<const SketchedObject> objects)
      : document_(document), objects_(objects), asked_(objects.size()) {
    for (const SketchedObject& object : objects) {
      hashes_.push_back(hashOf(object.sketch));
      classes_.push_back(document.annotation(object.annotation)->labelClass);
    }
  }

  /// Two hashes that differ in at most `hashRadius` bits have one band in common.
  void compare(int band, const std::stop_token& stop) {
    std::map<std::uint64_t, std::vector<std::size_t>> buckets;
    for (std::size_t i = 0; i < hashes_.size(); ++i) {
      if (isTellingHash(hashes_[i])) {
        buckets[bandOf(hashes_[i], band)].push_back(i);
      }
    }
    for (const auto& [bits, members] : buckets) {
      if (areOfOneClass(members)) {
        continue;
      }
      for (std::size_t i = 0; i < members.size() && !stop.stop_requested(); ++i) {
        for (std::size_t k = i + 1; k < members.size(); ++k) {
          compare(members[i], members[k]);
        }
      }
    }
  }

  std::vector<Finding> findings() { return std::move(findings_); }

private:
  [[nodiscard]] bool areOfOneClass(const std::vector<std::size_t>& members) const {
    return std::all_of(members.begin(), members.end(), [&](std::size_t member) {
      return classes_[member] == classes_[members.front()];
    });
  }

  void compare(std::size_t a, std::size_t b) {
    if (classes_[a] == classes_[b] || (asked_[a] && asked_[b]) ||
        labeling::hammingDistance(hashes_[a], hashes_[b]) > hashRadius ||
        !contradict(annotationOf(a), annotationOf(b)) ||
        !areTwins(objects_[a].sketch, objects_[b].sketch)) {
      return;
    }
    ask(a, b);
    ask(b, a);
  }

  [[nodiscard]] const Annotation& annotationOf(std::size_t i) const {
    return *document_.annotation(objects_[i].annotation);
  }

  [[nodiscard]] bool isBelow(labeling::ClassId child, labeling::ClassId parent) const {
    const auto ancestors = ancestorsOf(document_, child);
    return std::find(ancestors.begin(), ancestors.end(), parent) != ancestors.end();
  }

  [[nodiscard]] bool contradict(const Annotation& a, const Annotation& b) const {
    const bool onePlace =
        a.image == b.image && intersection(boundsOf(a.shape), boundsOf(b.shape)).area() > 0;
    return !(onePlace && a.attributes.annotator != b.attributes.annotator) &&
           !isBelow(a.labelClass, b.labelClass) && !isBelow(b.labelClass, a.labelClass);
  }

  void ask(std::size_t object, std::size_t twin) {
    if (asked_[object]) {
      return;
    }
    asked_[object] = true;
    const std::string& path = document_.image(annotationOf(twin).image)->path;
    const bool sameImage = annotationOf(object).image == annotationOf(twin).image;
    Finding finding;
    finding.kind = labeling::FindingKind::Inconsistent;
    finding.image = annotationOf(object).image;
    finding.annotation = objects_[object].annotation;
    finding.given = classNameOf(object);
    finding.score = inconsistentScore;
    finding.message = "Labelled " + inQuotes(finding.given) + ", but nearly the same object in " +
                      (sameImage ? "this image" : inQuotes(path)) + " is labelled " +
                      inQuotes(classNameOf(twin)) + ".";
    const nlohmann::json evidence{{"neighbours", {path}}, {"twin", objects_[twin].annotation}};
    finding.evidence = evidence.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    findings_.push_back(std::move(finding));
  }

  [[nodiscard]] const std::string& classNameOf(std::size_t i) const {
    return document_.labelClass(annotationOf(i).labelClass)->name;
  }

  const Document& document_;
  std::span<const SketchedObject> objects_;
  std::vector<bool> asked_;
  std::vector<std::uint64_t> hashes_;
  std::vector<labeling::ClassId> classes_;
  std::vector<Finding> findings_;
};

}  // namespace

bool canBeSketched(const Annotation& annotation, const labeling::Image& image) {
  using labeling::ShapeKind;
  const ShapeKind kind = kindOf(annotation.shape);
  if (kind == ShapeKind::ImageTag || kind == ShapeKind::Keypoints || kind == ShapeKind::Line) {
    return false;
  }
  const labeling::Box box =
      intersection(boundsOf(annotation.shape), {0, 0, double(image.width), double(image.height)});
  return box.width() >= leastSide && box.height() >= leastSide;
}

PictureSketch sketchObject(const cv::Mat& picture, const labeling::Box& box) {
  const int left = static_cast<int>(std::lround(box.x0));
  const int top = static_cast<int>(std::lround(box.y0));
  const cv::Rect area = cv::Rect(left, top, static_cast<int>(std::lround(box.x1)) - left,
                                 static_cast<int>(std::lround(box.y1)) - top) &
                        cv::Rect({0, 0}, picture.size());
  PictureSketch sketch{
      .size = area.size(), .grey = cv::Mat1b(3 * side, side, uchar{0}), .points = {}};
  if (!area.empty()) {
    cv::Mat small;
    cv::resize(picture(area), small, {side, side}, 0, 0, cv::INTER_AREA);
    for (int plane = 0; plane < 3; ++plane) {
      cv::extractChannel(small, sketch.grey.rowRange(plane * side, (plane + 1) * side), plane);
    }
  }
  return sketch;
}

bool areTwins(const PictureSketch& one, const PictureSketch& other) {
  if (one.size.area() == 0 || other.size.area() == 0 || !isOfOneShape(one.size, other.size)) {
    return false;
  }
  const auto values = static_cast<double>(one.grey.total());
  const double difference = cv::norm(one.grey, other.grey, cv::NORM_L2) / std::sqrt(values);
  cv::Scalar mean;
  cv::Scalar variation;
  double varies = 0;
  for (int plane = 0; plane < 3; ++plane) {
    cv::meanStdDev(one.grey.rowRange(plane * side, (plane + 1) * side), mean, variation);
    varies = std::max(varies, variation[0]);
  }
  return varies >= leastVariation && difference <= std::min(mostDifference, mostShare * varies);
}

std::vector<Finding> twinFindings(const Document& document,
                                  std::span<const SketchedObject> objects,
                                  const std::stop_token& stop) {
  Twins twins(document, objects);
  for (int band = 0; band < bands && !stop.stop_requested(); ++band) {
    twins.compare(band, stop);
  }
  return twins.findings();
}

}  // namespace touchstone::analysis
