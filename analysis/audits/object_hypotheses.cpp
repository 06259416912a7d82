#include "analysis/audits/object_hypotheses.h"

#include <algorithm>
#include <numeric>

namespace touchstone::analysis {
namespace {

using labeling::Box;

constexpr double sameObject = 0.55;    ///< overlap from which on predictions are of one object
constexpr double leastOverlap = 0.2;   ///< of a given box with the hypothesis that it belongs to
constexpr double bonusOfClass = 0.15;  ///< in favour of a pair of one class

/// Collects the predictions of one object.
class Cluster {
public:
  explicit Cluster(const PredictedBox& first) : lead_(first.box) { add(first); }

  [[nodiscard]] bool takes(const PredictedBox& predicted) const {
    return labeling::intersectionOverUnion(lead_, predicted.box) >= sameObject;
  }

  void add(const PredictedBox& predicted) {
    const double weight = predicted.score;
    sum_.x0 += weight * predicted.box.x0;
    sum_.y0 += weight * predicted.box.y0;
    sum_.x1 += weight * predicted.box.x1;
    sum_.y1 += weight * predicted.box.y1;
    weights_ += weight;
    const bool isNew = std::none_of(scores_.begin(), scores_.end(), [&](const auto& one) {
      return one.first == predicted.labelClass;
    });
    if (isNew) {
      scores_.emplace_back(predicted.labelClass, predicted.score);
    }
  }

  [[nodiscard]] ObjectHypothesis hypothesis() const {
    const Box mean = weights_ > 0 ? Box{sum_.x0 / weights_, sum_.y0 / weights_, sum_.x1 / weights_,
                                        sum_.y1 / weights_}
                                  : lead_;
    return {.box = mean, .scores = scores_, .given = std::nullopt};
  }

private:
  Box lead_;
  Box sum_;
  double weights_ = 0;
  std::vector<std::pair<int, double>> scores_;
};

struct Pair {
  std::size_t given = 0;
  std::size_t hypothesis = 0;
  double value = 0;
};

std::vector<ObjectHypothesis> clustered(const ImageObjects& image) {
  std::vector<std::size_t> order(image.predicted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return image.predicted[a].score > image.predicted[b].score;
  });
  std::vector<Cluster> clusters;
  for (const std::size_t i : order) {
    const PredictedBox& predicted = image.predicted[i];
    const auto found = std::find_if(clusters.begin(), clusters.end(),
                                    [&](const Cluster& one) { return one.takes(predicted); });
    if (found != clusters.end()) {
      found->add(predicted);
    } else {
      clusters.emplace_back(predicted);
    }
  }
  std::vector<ObjectHypothesis> hypotheses;
  hypotheses.reserve(clusters.size());
  for (const Cluster& cluster : clusters) {
    hypotheses.push_back(cluster.hypothesis());
  }
  return hypotheses;
}

}  // namespace

double ObjectHypothesis::scoreOf(int labelClass) const {
  const auto found = std::find_if(scores.begin(), scores.end(),
                                  [=](const auto& one) { return one.first == labelClass; });
  return found != scores.end() ? found->second : 0;
}

std::vector<ObjectHypothesis> objectHypotheses(const ImageObjects& image) {
  std::vector<ObjectHypothesis> hypotheses = clustered(image);
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < image.given.size(); ++i) {
    for (std::size_t h = 0; h < hypotheses.size(); ++h) {
      const double overlap = labeling::intersectionOverUnion(image.given[i].box, hypotheses[h].box);
      if (overlap >= leastOverlap) {
        const double agreement = hypotheses[h].scoreOf(image.given[i].labelClass);
        pairs.push_back({.given = i, .hypothesis = h, .value = overlap + bonusOfClass * agreement});
      }
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.value > b.value; });
  std::vector<bool> taken(image.given.size());
  for (const Pair& pair : pairs) {
    if (!taken[pair.given] && !hypotheses[pair.hypothesis].given) {
      taken[pair.given] = true;
      hypotheses[pair.hypothesis].given = pair.given;
    }
  }
  return hypotheses;
}

}  // namespace touchstone::analysis
