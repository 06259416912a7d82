#include "analysis/audits/object_lab.h"
#include "analysis/audits/object_lab_overlap.h"

#include <algorithm>
#include <numeric>

namespace touchstone::analysis {
namespace {

struct Judged {
  double score = 0;
  bool hit = false;
};

/// The boxes of one class in one image.
struct ClassBoxes {
  std::vector<const GivenBox*> given;
  std::vector<const PredictedBox*> predicted;
};

std::vector<ClassBoxes> boxesOf(std::span<const ImageObjects> images, int labelClass) {
  std::vector<ClassBoxes> all(images.size());
  for (std::size_t n = 0; n < images.size(); ++n) {
    for (const GivenBox& given : images[n].given) {
      if (given.labelClass == labelClass) {
        all[n].given.push_back(&given);
      }
    }
    for (const PredictedBox& predicted : images[n].predicted) {
      if (predicted.labelClass == labelClass) {
        all[n].predicted.push_back(&predicted);
      }
    }
  }
  return all;
}

/// Judges predictions in the order in which they come; the most certain one takes the box that it
/// overlaps most, or nothing when that is taken.
void judge(const ClassBoxes& boxes, double threshold, std::vector<Judged>& judged) {
  const std::size_t first = judged.size();
  std::vector<std::size_t> order(boxes.predicted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return boxes.predicted[a]->score > boxes.predicted[b]->score;
  });
  for (const PredictedBox* predicted : boxes.predicted) {
    judged.push_back({.score = predicted->score, .hit = false});
  }
  std::vector<bool> taken(boxes.given.size());
  for (const std::size_t j : order) {
    double highest = -1;
    std::size_t best = 0;
    for (std::size_t i = 0; i < boxes.given.size(); ++i) {
      const double overlap = objectLabOverlap(boxes.predicted[j]->box, boxes.given[i]->box);
      if (overlap > highest) {
        highest = overlap;
        best = i;
      }
    }
    if (highest >= threshold && !taken[best]) {
      taken[best] = true;
      judged[first + j].hit = true;
    }
  }
}

/// Returns the area under the monotone curve; precisions are single precision numbers in cleanlab.
double areaUnderCurve(std::vector<Judged> judged, std::size_t objects) {
  std::stable_sort(judged.begin(), judged.end(),
                   [](const Judged& a, const Judged& b) { return a.score > b.score; });
  std::vector<float> precisions;
  std::vector<double> recalls;
  float hits = 0;
  for (const Judged& one : judged) {
    hits += one.hit ? 1 : 0;
    precisions.push_back(hits / static_cast<float>(precisions.size() + 1));
    recalls.push_back(objects > 0 ? static_cast<double>(hits) / static_cast<double>(objects) : 0);
  }
  for (std::size_t i = precisions.size(); i > 1; --i) {
    precisions[i - 2] = std::max(precisions[i - 2], precisions[i - 1]);
  }
  double area = 0;
  double before = 0;
  for (std::size_t i = 0; i < recalls.size(); ++i) {
    area += (recalls[i] - before) * static_cast<double>(precisions[i]);
    before = recalls[i];
  }
  return area;
}

double meanPrecision(std::span<const ImageObjects> images, int labelClass) {
  constexpr int thresholds = 10;
  const std::vector<ClassBoxes> boxes = boxesOf(images, labelClass);
  std::size_t objects = 0;
  for (const ClassBoxes& one : boxes) {
    objects += one.given.size();
  }
  double sum = 0;
  for (int t = 0; t < thresholds; ++t) {
    const double threshold =
        t + 1 < thresholds ? t * ((0.95 - 0.5) / (thresholds - 1)) + 0.5 : 0.95;
    std::vector<Judged> judged;
    for (const ClassBoxes& one : boxes) {
      judge(one, threshold, judged);
    }
    sum += areaUnderCurve(std::move(judged), objects);
  }
  return sum / thresholds;
}

}  // namespace

ObjectLabFlags objectLabFlags(std::span<const ImageObjects> images,
                              std::span<const ObjectLabScores> scores,
                              int classes) {
  constexpr double share = 0.25 * 0.8;
  ObjectLabFlags flags;
  for (int k = 0; k < classes; ++k) {
    flags.precision.push_back(meanPrecision(images, k));
  }
  const auto limit = [&](int labelClass) {
    return flags.precision[static_cast<std::size_t>(labelClass)] * share;
  };
  for (std::size_t n = 0; n < images.size(); ++n) {
    bool flagged = false;
    for (std::size_t j = 0; j < images[n].predicted.size(); ++j) {
      flagged = flagged ||
                scores[n].overlooked[j].value_or(1) <= limit(images[n].predicted[j].labelClass);
    }
    for (std::size_t i = 0; i < images[n].given.size(); ++i) {
      const double least = limit(images[n].given[i].labelClass);
      flagged = flagged || scores[n].badlyLocated[i] <= least || scores[n].swapped[i] <= least;
    }
    flags.flagged.push_back(flagged);
  }
  return flags;
}

}  // namespace touchstone::analysis
