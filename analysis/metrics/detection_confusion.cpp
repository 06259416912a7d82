#include "analysis/metrics/detection_confusion.h"

#include "analysis/metrics/overlap.h"

#include <algorithm>

namespace touchstone::analysis {
namespace {

/// An object and a detection of different classes that overlap.
struct Pair {
  const DetectionOutcome* missed = nullptr;
  const DetectionOutcome* extra = nullptr;
  double overlap = 0;
};

/// What is left of one image when each class was matched for itself.
struct Leftover {
  std::vector<const DetectionOutcome*> missed;
  std::vector<const DetectionOutcome*> extra;
};

std::vector<Pair> pairsOf(const Leftover& left, const Overlaps& overlaps, double least) {
  std::vector<Pair> pairs;
  for (const DetectionOutcome* missed : left.missed) {
    for (const DetectionOutcome* extra : left.extra) {
      const double overlap = overlaps(*extra->detection, *missed->object);
      if (overlap >= least) {
        pairs.push_back({missed, extra, overlap});
      }
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
    return a.overlap != b.overlap ? a.overlap > b.overlap : a.extra->score > b.extra->score;
  });
  return pairs;
}

class ConfusionBuilder {
public:
  explicit ConfusionBuilder(std::size_t classes) : background_(classes) {
    confusion_.counts = Matrix<long>(classes + 1, classes + 1);
  }

  void addHit(const DetectionOutcome& outcome) {
    add(outcome.category, outcome.category, &outcome, &outcome, outcome.overlap);
  }

  void addLeftover(Leftover left, const Overlaps& overlaps, double least) {
    for (const Pair& pair : pairsOf(left, overlaps, least)) {
      const auto missed = std::find(left.missed.begin(), left.missed.end(), pair.missed);
      const auto extra = std::find(left.extra.begin(), left.extra.end(), pair.extra);
      if (missed != left.missed.end() && extra != left.extra.end()) {
        add(pair.missed->category, pair.extra->category, pair.missed, pair.extra, pair.overlap);
        left.missed.erase(missed);
        left.extra.erase(extra);
      }
    }
    for (const DetectionOutcome* missed : left.missed) {
      add(missed->category, background_, missed, nullptr, 0);
    }
    for (const DetectionOutcome* extra : left.extra) {
      add(background_, extra->category, nullptr, extra, 0);
    }
  }

  DetectionConfusion result() && { return std::move(confusion_); }

private:
  void add(std::size_t given,
           std::size_t predicted,
           const DetectionOutcome* missed,
           const DetectionOutcome* extra,
           double overlap) {
    confusion_.counts(given, predicted) += 1;
    confusion_.entries.push_back({.given = given,
                                  .predicted = predicted,
                                  .image = (missed != nullptr ? missed : extra)->image,
                                  .object = missed != nullptr ? missed->object : std::nullopt,
                                  .detection = extra != nullptr ? extra->detection : std::nullopt,
                                  .overlap = overlap});
  }

  std::size_t background_;
  DetectionConfusion confusion_;
};

}  // namespace

std::vector<ConfusionEntry> DetectionConfusion::cell(std::size_t given,
                                                     std::size_t predicted) const {
  std::vector<ConfusionEntry> inside;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(inside),
               [=](const ConfusionEntry& entry) {
                 return entry.given == given && entry.predicted == predicted;
               });
  std::stable_sort(
      inside.begin(), inside.end(),
      [](const ConfusionEntry& a, const ConfusionEntry& b) { return a.overlap > b.overlap; });
  return inside;
}

DetectionConfusion detectionConfusion(const DetectionTruth& truth,
                                      std::span<const Detection> detections,
                                      OverlapKind kind,
                                      const OutcomeOptions& options) {
  const auto outcomes = detectionOutcomes(truth, detections, kind, options);
  const Overlaps overlaps(detections, truth.objects, kind);
  ConfusionBuilder builder(truth.categories.size());
  std::vector<Leftover> leftovers(truth.images.size());
  for (const DetectionOutcome& outcome : outcomes) {
    if (outcome.kind == OutcomeKind::TruePositive) {
      builder.addHit(outcome);
    } else if (outcome.kind == OutcomeKind::FalseNegative) {
      leftovers[outcome.image].missed.push_back(&outcome);
    } else if (outcome.kind == OutcomeKind::FalsePositive) {
      leftovers[outcome.image].extra.push_back(&outcome);
    }
  }
  for (Leftover& left : leftovers) {
    builder.addLeftover(std::move(left), overlaps, options.overlap);
  }
  return std::move(builder).result();
}

}  // namespace touchstone::analysis
