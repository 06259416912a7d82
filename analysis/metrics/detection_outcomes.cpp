#include "analysis/metrics/detection_outcomes.h"

#include "analysis/metrics/coco_matching.h"

#include <algorithm>

namespace touchstone::analysis {
namespace {

/// Collects what became of one group.
void addOutcomes(const ObjectGroup& group,
                 const DetectionTruth& truth,
                 std::span<const Detection> detections,
                 const CocoMatcher& matcher,
                 std::span<const int> found,
                 std::vector<DetectionOutcome>& outcomes) {
  std::vector<bool> isFound(group.objects.size());
  for (std::size_t d = 0; d < found.size(); ++d) {
    DetectionOutcome outcome{.image = group.image,
                             .category = group.category,
                             .object = std::nullopt,
                             .detection = group.detections[d],
                             .score = detections[group.detections[d]].score};
    if (found[d] != noObject) {
      const auto place = static_cast<std::size_t>(found[d]);
      isFound[place] = true;
      outcome.kind = matcher.isIgnored(found[d]) ? OutcomeKind::Ignored : OutcomeKind::TruePositive;
      outcome.object = group.objects[place];
      outcome.overlap = matcher.overlap(d, found[d]);
    }
    outcomes.push_back(outcome);
  }
  for (std::size_t g = 0; g < group.objects.size(); ++g) {
    const TrueObject& object = truth.objects[group.objects[g]];
    if (!isFound[g] && !object.crowd && !object.difficult) {
      outcomes.push_back({.kind = OutcomeKind::FalseNegative,
                          .image = group.image,
                          .category = group.category,
                          .object = group.objects[g],
                          .detection = std::nullopt});
    }
  }
}

}  // namespace

std::vector<DetectionOutcome> detectionOutcomes(const DetectionTruth& truth,
                                                std::span<const Detection> detections,
                                                OverlapKind kind,
                                                const OutcomeOptions& options) {
  const ObjectGroups groups(truth.objects, detections, options.mostDetections);
  const Overlaps overlaps(detections, truth.objects, kind);
  CocoMatcher matcher;
  std::vector<DetectionOutcome> outcomes;
  for (ObjectGroup group : groups.all()) {
    // Detections fall in score, so that those that count stand first.
    const auto firstBelow = std::partition_point(
        group.detections.begin(), group.detections.end(),
        [&](std::uint32_t index) { return detections[index].score >= options.score; });
    group.detections =
        group.detections.first(static_cast<std::size_t>(firstBelow - group.detections.begin()));
    matcher.take(group, truth.objects, overlaps);
    addOutcomes(group, truth, detections, matcher, matcher.match(options.overlap), outcomes);
  }
  return outcomes;
}

}  // namespace touchstone::analysis
