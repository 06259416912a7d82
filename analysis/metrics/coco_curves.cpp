#include "analysis/metrics/coco_curves.h"

#include <algorithm>
#include <numeric>

namespace touchstone::analysis {
namespace {

struct AreaRange {
  double least = 0;
  double most = 0;
  [[nodiscard]] bool contains(double area) const { return area >= least && area <= most; }
};
constexpr double farAway = 1e5 * 1e5;
constexpr std::array<AreaRange, cocoAreas> areaRanges{
    {{0, farAway}, {0, 32 * 32}, {32 * 32, 96 * 96}, {96 * 96, farAway}}};

/// Returns numpy.linspace: the same numbers, bit for bit.
template <std::size_t N>
constexpr std::array<double, N> evenlySpaced(double first, double last) {
  std::array<double, N> values{};
  const double step = (last - first) / static_cast<double>(N - 1);
  for (std::size_t i = 0; i + 1 < N; ++i) {
    values[i] = static_cast<double>(i) * step + first;
  }
  values.back() = last;
  return values;
}

constexpr auto thresholds = evenlySpaced<cocoThresholds>(0.5, 0.95);
constexpr auto recallPoints = evenlySpaced<cocoRecalls>(0, 1);

enum Mark : std::uint8_t { Hit = 1, Ignored = 2 };

}  // namespace

CocoCurves::CocoCurves(const DetectionTruth& truth,
                       std::span<const Detection> detections,
                       OverlapKind kind)
    : truth_(truth), detections_(detections), overlaps_(detections, truth.objects, kind) {}

CocoClassCurves CocoCurves::of(std::span<const ObjectGroup> groups) {
  CocoClassCurves result;
  gather(groups);
  std::size_t begin = 0;
  for (const ObjectGroup& group : groups) {
    matcher_.take(group, truth_.objects, overlaps_);
    for (std::size_t area = 0; area < cocoAreas; ++area) {
      result.toBeFound[area] += matchIn(group, area, begin);
    }
    begin += group.detections.size();
  }
  for (std::size_t area = 0; area < cocoAreas; ++area) {
    for (std::size_t t = 0; t < cocoThresholds; ++t) {
      result.curves[area][t] = curveOf(marksAt(area, t), result.toBeFound[area]);
    }
  }
  for (std::size_t t = 0; t < cocoThresholds; ++t) {
    recallsAt(t, result);
  }
  return result;
}

/// Lists the scores of all groups, and their order: highest first, equal ones as they come.
void CocoCurves::gather(std::span<const ObjectGroup> groups) {
  scores_.clear();
  ranks_.clear();
  for (const ObjectGroup& group : groups) {
    for (std::size_t rank = 0; rank < group.detections.size(); ++rank) {
      scores_.push_back(detections_[group.detections[rank]].score);
      ranks_.push_back(rank);
    }
  }
  order_.resize(scores_.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::stable_sort(order_.begin(), order_.end(),
                   [this](std::size_t a, std::size_t b) { return scores_[a] > scores_[b]; });
  marks_.assign(cocoAreas * cocoThresholds * scores_.size(), 0);
}

std::span<std::uint8_t> CocoCurves::marksAt(std::size_t area, std::size_t threshold) {
  return std::span(marks_).subspan((area * cocoThresholds + threshold) * scores_.size(),
                                   scores_.size());
}

/// Marks the detections of a group and returns how many of its objects are to be found.
std::size_t CocoCurves::matchIn(const ObjectGroup& group, std::size_t area, std::size_t begin) {
  ignored_.clear();
  for (const std::uint32_t index : group.objects) {
    const TrueObject& object = truth_.objects[index];
    const bool counts =
        !object.crowd && !object.difficult && areaRanges[area].contains(object.area);
    ignored_.push_back(counts ? 0 : 1);
  }
  matcher_.setIgnored(ignored_);
  for (std::size_t t = 0; t < cocoThresholds; ++t) {
    const auto found = matcher_.match(thresholds[t]);
    for (std::size_t d = 0; d < found.size(); ++d) {
      marksAt(area, t)[begin + d] =
          markOf(group, found[d], area, detections_[group.detections[d]].area);
    }
  }
  return static_cast<std::size_t>(std::count(ignored_.begin(), ignored_.end(), 0));
}

std::uint8_t CocoCurves::markOf(const ObjectGroup& group,
                                int found,
                                std::size_t area,
                                double detectionArea) const {
  std::uint8_t mark = 0;
  if (found != noObject) {
    // pycocotools notes the id of what was found, where 0 means nothing.
    const auto id = truth_.objects[group.objects[static_cast<std::size_t>(found)]].id;
    mark |= id != 0 ? Hit : 0;
    mark |= matcher_.isIgnored(found) ? Ignored : 0;
  }
  const bool outside = !areaRanges[area].contains(detectionArea);
  mark |= (mark & Hit) == 0 && outside ? Ignored : 0;
  return mark;
}

CocoCurve CocoCurves::curveOf(std::span<const std::uint8_t> marks, std::size_t toBeFound) {
  CocoCurve curve;
  if (toBeFound == 0) {
    return curve;
  }
  constexpr double spacing = 0x1p-52;  // numpy.spacing(1)
  precisions_.clear();
  recalls_.clear();
  double hits = 0;
  double misses = 0;
  for (const std::size_t place : order_) {
    if ((marks[place] & Ignored) == 0) {
      ((marks[place] & Hit) != 0 ? hits : misses) += 1;
    }
    precisions_.push_back(hits / (misses + hits + spacing));
    recalls_.push_back(hits / static_cast<double>(toBeFound));
  }
  for (std::size_t i = precisions_.size(); i > 1; --i) {
    precisions_[i - 2] = std::max(precisions_[i - 2], precisions_[i - 1]);
  }
  curve.recall = recalls_.empty() ? 0 : recalls_.back();
  auto reached = recalls_.begin();
  for (std::size_t r = 0; r < cocoRecalls; ++r) {
    reached = std::lower_bound(reached, recalls_.end(), recallPoints[r]);
    if (reached == recalls_.end()) {
      break;
    }
    curve.precision[r] = precisions_[static_cast<std::size_t>(reached - recalls_.begin())];
  }
  return curve;
}

void CocoCurves::recallsAt(std::size_t threshold, CocoClassCurves& result) {
  const auto marks = marksAt(0, threshold);
  for (std::size_t limit = 0; limit < cocoLimits.size(); ++limit) {
    std::size_t hits = 0;
    for (std::size_t place = 0; place < marks.size(); ++place) {
      hits += marks[place] == Hit && ranks_[place] < cocoLimits[limit] ? 1 : 0;
    }
    const auto toBeFound = static_cast<double>(result.toBeFound[0]);
    result.recalls[limit][threshold] = static_cast<double>(hits) / toBeFound;
  }
}

}  // namespace touchstone::analysis
