#include "analysis/metrics/coco_matching.h"

#include <algorithm>

namespace touchstone::analysis {

void CocoMatcher::take(const ObjectGroup& group,
                       std::span<const TrueObject> objects,
                       const Overlaps& overlaps) {
  overlaps_.rows = group.detections.size();
  overlaps_.columns = group.objects.size();
  overlaps_.values.resize(overlaps_.rows * overlaps_.columns);
  highest_.assign(overlaps_.rows, 0);
  for (std::size_t d = 0; d < overlaps_.rows; ++d) {
    for (std::size_t g = 0; g < overlaps_.columns; ++g) {
      overlaps_(d, g) = overlaps(group.detections[d], group.objects[g]);
      highest_[d] = std::max(highest_[d], overlaps_(d, g));
    }
  }
  crowd_.resize(overlaps_.columns);
  ignored_.resize(overlaps_.columns);
  order_.resize(overlaps_.columns);
  for (std::size_t g = 0; g < overlaps_.columns; ++g) {
    const TrueObject& object = objects[group.objects[g]];
    crowd_[g] = object.crowd ? 1 : 0;
    ignored_[g] = object.crowd || object.difficult ? 1 : 0;
  }
  putIgnoredLast();
}

void CocoMatcher::setIgnored(std::span<const std::uint8_t> ignored) {
  ignored_.assign(ignored.begin(), ignored.end());
  putIgnoredLast();
}

void CocoMatcher::putIgnoredLast() {
  std::size_t next = 0;
  for (const std::uint8_t last : {0, 1}) {
    for (std::size_t g = 0; g < ignored_.size(); ++g) {
      if (ignored_[g] == last) {
        order_[next++] = static_cast<int>(g);
      }
    }
  }
}

int CocoMatcher::bestFor(std::size_t detection, double threshold) const {
  int best = noObject;
  double highest = threshold;
  const auto row = overlaps_.row(detection);
  for (const int place : order_) {
    const auto g = static_cast<std::size_t>(place);
    if (taken_[g] != 0 && crowd_[g] == 0) {
      continue;
    }
    if (best != noObject && !isIgnored(best) && ignored_[g] != 0) {
      break;
    }
    if (row[g] >= highest) {
      highest = row[g];
      best = place;
    }
  }
  return best;
}

std::span<const int> CocoMatcher::match(double threshold) {
  constexpr double highestThreshold = 1 - 1e-10;
  const double least = std::min(threshold, highestThreshold);
  taken_.assign(overlaps_.columns, 0);
  found_.assign(overlaps_.rows, noObject);
  for (std::size_t d = 0; d < overlaps_.rows; ++d) {
    if (highest_[d] >= least) {
      found_[d] = bestFor(d, least);
    }
    if (found_[d] != noObject) {
      taken_[static_cast<std::size_t>(found_[d])] = 1;
    }
  }
  return found_;
}

}  // namespace touchstone::analysis
