#include "analysis/audits/object_quality.h"

#include "analysis/audits/object_hypotheses.h"

#include <algorithm>
#include <map>

namespace touchstone::analysis {
namespace {

using labeling::Box;

/// What the detector reaches for the boxes of one class.
struct Habit {
  double overlap = 1;     ///< median of the boxes that it finds
  double confidence = 1;  ///< likewise
  double found = 0;       ///< share of boxes
};

double medianOf(std::vector<double> values) {
  if (values.empty()) {
    return 1;
  }
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Collects the habits of each class.
class Habits {
public:
  void add(const ImageObjects& image, std::span<const ObjectHypothesis> hypotheses) {
    for (const GivenBox& given : image.given) {
      samples_[given.labelClass].boxes += 1;
    }
    for (const ObjectHypothesis& hypothesis : hypotheses) {
      if (hypothesis.given) {
        const GivenBox& given = image.given[*hypothesis.given];
        Samples& samples = samples_[given.labelClass];
        samples.overlaps.push_back(labeling::intersectionOverUnion(given.box, hypothesis.box));
        samples.confidences.push_back(hypothesis.confidence());
      }
    }
  }

  [[nodiscard]] std::map<int, Habit> result() const {
    std::map<int, Habit> habits;
    for (const auto& [labelClass, samples] : samples_) {
      habits[labelClass] = {
          .overlap = medianOf(samples.overlaps),
          .confidence = medianOf(samples.confidences),
          // One box more that is not found: a class of one box says nothing.
          .found = static_cast<double>(samples.overlaps.size()) / (samples.boxes + 1)};
    }
    return habits;
  }

private:
  struct Samples {
    double boxes = 0;
    std::vector<double> overlaps;
    std::vector<double> confidences;
  };
  std::map<int, Samples> samples_;
};

/// Returns the probability that a box is right although the detector finds nothing there.
double rightThoughUnseen(const Habit& habit) {
  constexpr double wrongLabels = 0.03;  // a usual share, before anything is known
  const double overlooked = (1 - wrongLabels) * (1 - habit.found);
  return overlooked / (overlooked + wrongLabels);
}

/// Nothing is known of a box without predictions but that it has none.
GivenBoxQuality unpaired(const GivenBox& given, const Habit& habit) {
  const double quality = rightThoughUnseen(habit);
  return {.classQuality = quality,
          .locationQuality = quality,
          .presence = quality,
          .suggestedClass = given.labelClass,
          .suggestedBox = {},
          .scores = {},
          .twin = {}};
}

GivenBoxQuality paired(const GivenBox& given,
                       const ObjectHypothesis& hypothesis,
                       const Habit& habit) {
  GivenBoxQuality quality;
  const double own = hypothesis.scoreOf(given.labelClass);
  std::pair<int, double> other{given.labelClass, 0};
  for (const auto& one : hypothesis.scores) {
    if (one.first != given.labelClass && one.second > other.second) {
      other = one;
    }
  }
  quality.classQuality =
      other.second > 0 ? 1 - other.second * other.second / (own + other.second) : 1;
  quality.suggestedClass = other.second > own ? other.first : given.labelClass;
  const double overlap = labeling::intersectionOverUnion(given.box, hypothesis.box);
  const double agreement = std::min(1.0, overlap / habit.overlap);
  quality.locationQuality = 1 - hypothesis.confidence() * (1 - agreement);
  const double seen = std::min(1.0, hypothesis.confidence() / habit.confidence);
  quality.presence = seen + (1 - seen) * rightThoughUnseen(habit);
  quality.suggestedBox = hypothesis.box;
  quality.scores = hypothesis.scores;
  return quality;
}

double sharedPart(const Box& inner, const Box& outer) {
  const double area = inner.area();
  return area > 0 ? labeling::intersection(inner, outer).area() / area : 0;
}

/// An object that lies within the box of another one of its class may be a part of that one.
UnlabelledObject unlabelled(const ObjectHypothesis& hypothesis, const ImageObjects& image) {
  constexpr double likelyPart = 0.5;
  double covered = 0;
  for (const GivenBox& given : image.given) {
    covered = std::max(covered, labeling::intersectionOverUnion(given.box, hypothesis.box));
    if (given.labelClass == hypothesis.likeliestClass()) {
      covered = std::max(covered, likelyPart * sharedPart(hypothesis.box, given.box));
    }
  }
  return {.labelClass = hypothesis.likeliestClass(),
          .box = hypothesis.box,
          .confidence = hypothesis.confidence(),
          .quality = 1 - hypothesis.confidence() * (1 - covered)};
}

/// Of boxes that lie on each other one is too many: the one without predictions of its own.
void doubtDoubles(const ImageObjects& image, std::vector<GivenBoxQuality>& qualities) {
  constexpr double doubled = 0.7;
  for (std::size_t i = 0; i < qualities.size(); ++i) {
    for (std::size_t k = 0; k < qualities.size(); ++k) {
      const double overlap =
          labeling::intersectionOverUnion(image.given[i].box, image.given[k].box);
      if (i != k && !qualities[i].suggestedBox && qualities[k].suggestedBox && overlap >= doubled) {
        qualities[i].presence = std::min(qualities[i].presence, 1 - overlap);
        qualities[i].twin = k;
      }
    }
  }
}

ObjectQuality qualityOf(const ImageObjects& image,
                        std::span<const ObjectHypothesis> hypotheses,
                        const std::map<int, Habit>& habits) {
  ObjectQuality result;
  for (const GivenBox& given : image.given) {
    result.given.push_back(unpaired(given, habits.at(given.labelClass)));
  }
  for (const ObjectHypothesis& hypothesis : hypotheses) {
    if (hypothesis.given) {
      const GivenBox& given = image.given[*hypothesis.given];
      result.given[*hypothesis.given] = paired(given, hypothesis, habits.at(given.labelClass));
    } else {
      result.unlabelled.push_back(unlabelled(hypothesis, image));
    }
  }
  doubtDoubles(image, result.given);
  std::stable_sort(
      result.unlabelled.begin(), result.unlabelled.end(),
      [](const UnlabelledObject& a, const UnlabelledObject& b) { return a.quality < b.quality; });
  for (const GivenBoxQuality& one : result.given) {
    result.score = std::min(result.score, one.quality());
  }
  if (!result.unlabelled.empty()) {
    result.score = std::min(result.score, result.unlabelled.front().quality);
  }
  return result;
}

}  // namespace

double GivenBoxQuality::quality() const {
  return std::min({classQuality, locationQuality, presence});
}

std::vector<ObjectQuality> objectQuality(std::span<const ImageObjects> images) {
  std::vector<std::vector<ObjectHypothesis>> hypotheses;
  Habits habits;
  hypotheses.reserve(images.size());
  for (const ImageObjects& image : images) {
    hypotheses.push_back(objectHypotheses(image));
    habits.add(image, hypotheses.back());
  }
  const std::map<int, Habit> byClass = habits.result();
  std::vector<ObjectQuality> qualities;
  qualities.reserve(images.size());
  for (std::size_t n = 0; n < images.size(); ++n) {
    qualities.push_back(qualityOf(images[n], hypotheses[n], byClass));
  }
  return qualities;
}

}  // namespace touchstone::analysis
