#include "analysis/audits/object_lab.h"

#include "analysis/audits/object_lab_overlap.h"
#include "analysis/audits/soft_minimum.h"
#include "analysis/matrix.h"

#include <algorithm>
#include <cmath>

namespace touchstone::analysis {
namespace {

constexpr double weightOfOverlap = 0.9;
constexpr double surelyThere = 0.5;   ///< a prediction's score from which on it judges a location
constexpr double surelyRight = 0.95;  ///< and from which on it doubts a class or a gap
constexpr double sameBox = 0.95;

/// Overlaps and similarities of the given boxes (rows) with the predicted ones (columns).
struct Tables {
  Matrix<double> overlap;
  Matrix<double> similarity;
};

/// Falls off with the distance of the centres in pixels.
double closeness(const labeling::Box& a, const labeling::Box& b) {
  const labeling::Point p = a.centre();
  const labeling::Point q = b.centre();
  const double x = p.x - q.x;
  const double y = p.y - q.y;
  return std::exp(-std::sqrt(x * x + y * y) * 0.1);
}

Tables tablesOf(const ImageObjects& image) {
  Tables tables{.overlap = Matrix<double>(image.given.size(), image.predicted.size()),
                .similarity = Matrix<double>(image.given.size(), image.predicted.size())};
  for (std::size_t i = 0; i < image.given.size(); ++i) {
    for (std::size_t j = 0; j < image.predicted.size(); ++j) {
      const labeling::Box& given = image.given[i].box;
      const labeling::Box& predicted = image.predicted[j].box;
      tables.overlap(i, j) = objectLabOverlap(given, predicted);
      // Through 1 - d, as cleanlab: what is far away becomes exactly 0.
      const double distance = 1 - closeness(given, predicted);
      tables.similarity(i, j) =
          tables.overlap(i, j) * weightOfOverlap + (1 - weightOfOverlap) * (1 - distance);
    }
  }
  return tables;
}

std::optional<double> overlookedScore(const ImageObjects& image,
                                      const Tables& tables,
                                      std::size_t j,
                                      double least) {
  const PredictedBox& predicted = image.predicted[j];
  std::optional<double> nearest;
  for (std::size_t i = 0; i < image.given.size(); ++i) {
    if (tables.overlap(i, j) > 0) {
      return std::nullopt;
    }
    if (image.given[i].labelClass == predicted.labelClass) {
      nearest = std::max(nearest.value_or(0), tables.similarity(i, j));
    }
  }
  if (predicted.score < surelyRight) {
    return std::nullopt;
  }
  return nearest.value_or(least * (1 - predicted.score));
}

double locationScore(const ImageObjects& image, const Tables& tables, std::size_t i) {
  std::optional<double> best;
  for (std::size_t j = 0; j < image.predicted.size(); ++j) {
    const PredictedBox& predicted = image.predicted[j];
    if (predicted.labelClass == image.given[i].labelClass && predicted.score > surelyThere &&
        tables.overlap(i, j) > 0) {
      best = std::max(best.value_or(0), tables.similarity(i, j));
    }
  }
  return best.value_or(1);
}

double swapScore(const ImageObjects& image, const Tables& tables, std::size_t i, double least) {
  const GivenBox& given = image.given[i];
  for (const GivenBox& other : image.given) {
    if (other.labelClass != given.labelClass && objectLabOverlap(given.box, other.box) >= sameBox) {
      return least;
    }
  }
  std::optional<double> best;
  for (std::size_t j = 0; j < image.predicted.size(); ++j) {
    const PredictedBox& predicted = image.predicted[j];
    if (predicted.labelClass != given.labelClass && predicted.score > surelyRight) {
      best = std::max(best.value_or(0), tables.similarity(i, j));
    }
  }
  return best ? std::max(least, 1 - *best) : 1;
}

/// Returns the smallest similarity in all images that is not 0, at most 1.
double leastSimilarity(std::span<const Tables> images) {
  double least = 1;
  for (const Tables& tables : images) {
    for (const double value : tables.similarity.values) {
      least = value != 0 ? std::min(least, value) : least;
    }
  }
  return least;
}

void pool(ObjectLabScores& scores) {
  SoftMinimum overlooked;
  SoftMinimum located;
  SoftMinimum swapped;
  for (const auto& score : scores.overlooked) {
    if (score) {
      overlooked.add(*score);
    }
  }
  for (const double score : scores.badlyLocated) {
    located.add(score);
  }
  for (const double score : scores.swapped) {
    swapped.add(score);
  }
  constexpr double tiny = 1e-100;
  scores.overlookedScore = overlooked.value();
  scores.badlyLocatedScore = located.value();
  scores.swappedScore = swapped.value();
  scores.score =
      std::exp((std::log(tiny + scores.overlookedScore) +
                std::log(tiny + scores.badlyLocatedScore) + std::log(tiny + scores.swappedScore)) /
               3);
}

}  // namespace

std::vector<ObjectLabScores> objectLabScores(std::span<const ImageObjects> images) {
  std::vector<Tables> tables;
  tables.reserve(images.size());
  for (const ImageObjects& image : images) {
    tables.push_back(tablesOf(image));
  }
  const double least = leastSimilarity(tables);
  std::vector<ObjectLabScores> all(images.size());
  for (std::size_t n = 0; n < images.size(); ++n) {
    const ImageObjects& image = images[n];
    for (std::size_t j = 0; j < image.predicted.size(); ++j) {
      all[n].overlooked.push_back(overlookedScore(image, tables[n], j, least));
    }
    for (std::size_t i = 0; i < image.given.size(); ++i) {
      all[n].badlyLocated.push_back(locationScore(image, tables[n], i));
      all[n].swapped.push_back(swapScore(image, tables[n], i, least));
    }
    pool(all[n]);
  }
  return all;
}

}  // namespace touchstone::analysis
