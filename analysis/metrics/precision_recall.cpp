#include "analysis/metrics/precision_recall.h"

#include <algorithm>

namespace touchstone::analysis {
namespace {

struct Scored {
  double score = 0;
  bool hit = false;
};

std::vector<PrecisionRecallPoint> pointsOf(std::vector<Scored> detections, std::size_t objects) {
  std::sort(detections.begin(), detections.end(),
            [](const Scored& a, const Scored& b) { return a.score > b.score; });
  std::vector<PrecisionRecallPoint> points;
  double hits = 0;
  for (std::size_t i = 0; i < detections.size(); ++i) {
    hits += detections[i].hit ? 1 : 0;
    if (i + 1 == detections.size() || detections[i + 1].score != detections[i].score) {
      points.push_back({.score = detections[i].score,
                        .precision = hits / static_cast<double>(i + 1),
                        .recall = objects > 0 ? hits / static_cast<double>(objects) : 0});
    }
  }
  return points;
}

}  // namespace

std::vector<PrecisionRecallCurve> precisionRecallCurves(std::span<const DetectionOutcome> outcomes,
                                                        std::size_t classes) {
  std::vector<PrecisionRecallCurve> curves(classes);
  std::vector<std::vector<Scored>> detections(classes);
  for (const DetectionOutcome& outcome : outcomes) {
    const bool hit = outcome.kind == OutcomeKind::TruePositive;
    if (hit || outcome.kind == OutcomeKind::FalsePositive) {
      detections[outcome.category].push_back({outcome.score, hit});
    }
    if (hit || outcome.kind == OutcomeKind::FalseNegative) {
      ++curves[outcome.category].objects;
    }
  }
  for (std::size_t k = 0; k < classes; ++k) {
    curves[k].points = pointsOf(std::move(detections[k]), curves[k].objects);
  }
  return curves;
}

std::optional<PrecisionRecallPoint> bestPoint(const PrecisionRecallCurve& curve) {
  const auto best = std::max_element(
      curve.points.begin(), curve.points.end(),
      [](const PrecisionRecallPoint& a, const PrecisionRecallPoint& b) { return a.f1() < b.f1(); });
  return curve.objects > 0 && best != curve.points.end() ? std::optional(*best) : std::nullopt;
}

}  // namespace touchstone::analysis
