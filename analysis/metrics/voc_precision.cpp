#include "analysis/metrics/voc_precision.h"

#include "analysis/metrics/object_groups.h"
#include "analysis/metrics/overlap.h"

#include <algorithm>
#include <limits>

namespace touchstone::analysis {
namespace {

struct Verdict {
  double score = 0;
  bool hit = false;
};

/// Judges the detections of one image and class, which come by falling score.
void judge(const ObjectGroup& group,
           const DetectionTruth& truth,
           std::span<const Detection> detections,
           const Overlaps& overlaps,
           double least,
           std::vector<Verdict>& verdicts) {
  std::vector<bool> taken(group.objects.size());
  for (const std::uint32_t detection : group.detections) {
    double highest = -1;
    std::size_t best = 0;
    for (std::size_t g = 0; g < group.objects.size(); ++g) {
      const double overlap = overlaps.overUnion(detection, group.objects[g]);
      if (overlap > highest) {
        highest = overlap;
        best = g;
      }
    }
    const bool meets = highest >= least;
    const TrueObject* object = meets ? &truth.objects[group.objects[best]] : nullptr;
    if (object != nullptr && (object->difficult || object->crowd)) {
      continue;
    }
    verdicts.push_back({.score = detections[detection].score, .hit = meets && !taken[best]});
    if (meets) {
      taken[best] = true;
    }
  }
}

double elevenPointMean(std::span<const double> precisions, std::span<const double> recalls) {
  double sum = 0;
  for (int tenth = 0; tenth <= 10; ++tenth) {
    const auto reached = std::lower_bound(recalls.begin(), recalls.end(), tenth / 10.0);
    sum += reached == recalls.end()
               ? 0
               : precisions[static_cast<std::size_t>(reached - recalls.begin())];
  }
  return sum / 11;
}

double areaUnder(std::span<const double> precisions, std::span<const double> recalls) {
  double area = 0;
  double before = 0;
  for (std::size_t i = 0; i < recalls.size(); ++i) {
    area += (recalls[i] - before) * precisions[i];
    before = recalls[i];
  }
  return area;
}

VocPrecision precisionOf(std::vector<Verdict> verdicts, std::size_t objects) {
  if (objects == 0) {
    return {};
  }
  std::stable_sort(verdicts.begin(), verdicts.end(),
                   [](const Verdict& a, const Verdict& b) { return a.score > b.score; });
  std::vector<double> precisions;
  std::vector<double> recalls;
  double hits = 0;
  for (const Verdict& verdict : verdicts) {
    hits += verdict.hit ? 1 : 0;
    precisions.push_back(hits / static_cast<double>(precisions.size() + 1));
    recalls.push_back(hits / static_cast<double>(objects));
  }
  for (std::size_t i = precisions.size(); i > 1; --i) {
    precisions[i - 2] = std::max(precisions[i - 2], precisions[i - 1]);
  }
  return {.elevenPoints = elevenPointMean(precisions, recalls),
          .area = areaUnder(precisions, recalls),
          .objects = objects};
}

std::optional<double> meanOf(std::span<const VocPrecision> classes,
                             std::optional<double> VocPrecision::*figure) {
  double sum = 0;
  double count = 0;
  for (const VocPrecision& one : classes) {
    sum += (one.*figure).value_or(0);
    count += one.*figure ? 1 : 0;
  }
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

}  // namespace

VocEvaluation evaluateAsVoc(const DetectionTruth& truth,
                            std::span<const Detection> detections,
                            OverlapKind kind,
                            double overlap) {
  const ObjectGroups groups(truth.objects, detections, std::numeric_limits<std::size_t>::max());
  const Overlaps overlaps(detections, truth.objects, kind);
  VocEvaluation evaluation;
  for (std::size_t k = 0; k < truth.categories.size(); ++k) {
    std::vector<Verdict> verdicts;
    std::size_t objects = 0;
    for (const ObjectGroup& group : groups.of(k)) {
      judge(group, truth, detections, overlaps, overlap, verdicts);
      for (const std::uint32_t index : group.objects) {
        const TrueObject& object = truth.objects[index];
        objects += object.difficult || object.crowd ? 0 : 1;
      }
    }
    evaluation.perClass.push_back(precisionOf(std::move(verdicts), objects));
  }
  evaluation.meanElevenPoints = meanOf(evaluation.perClass, &VocPrecision::elevenPoints);
  evaluation.meanArea = meanOf(evaluation.perClass, &VocPrecision::area);
  return evaluation;
}

}  // namespace touchstone::analysis
