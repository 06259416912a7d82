#include "analysis/annotators/agreement.h"

#include <numeric>

namespace touchstone::analysis {
namespace {

/// Returns (observed - expected) / (1 - expected), or nothing when chance alone gives agreement.
std::optional<double> beyondChance(double observed, double expected) {
  if (expected >= 1) {
    return std::nullopt;
  }
  return (observed - expected) / (1 - expected);
}

/// The labels of the items that have at least two.
struct SharedLabels {
  double items = 0;
  double labels = 0;
  std::vector<double> perClass;
  double meanAgreement = 0;      ///< of pairs within an item, every item counting once
  double weightedAgreement = 0;  ///< the same, every label counting once
};

SharedLabels sharedLabels(const AnnotatorLabels& annotators) {
  SharedLabels shared;
  shared.perClass.resize(annotators.classes.size());
  const Matrix<double> votes = votesOf(annotators.given, annotators.classes.size());
  for (std::size_t i = 0; i < votes.rows; ++i) {
    const auto row = votes.row(i);
    const double labels = std::accumulate(row.begin(), row.end(), 0.0);
    if (labels < 2) {
      continue;
    }
    double pairs = 0;
    for (std::size_t k = 0; k < row.size(); ++k) {
      shared.perClass[k] += row[k];
      pairs += row[k] * (row[k] - 1);
    }
    shared.items += 1;
    shared.labels += labels;
    shared.meanAgreement += pairs / (labels * (labels - 1));
    shared.weightedAgreement += pairs / (labels - 1);
  }
  shared.meanAgreement /= shared.items;
  shared.weightedAgreement /= shared.labels;
  return shared;
}

}  // namespace

std::optional<double> cohenKappa(const AnnotatorLabels& labels, std::size_t a, std::size_t b) {
  const std::size_t classes = labels.classes.size();
  std::vector<double> ofA(classes);
  std::vector<double> ofB(classes);
  double items = 0;
  double equal = 0;
  for (std::size_t i = 0; i < labels.given.rows; ++i) {
    const int first = labels.given(i, a);
    const int second = labels.given(i, b);
    if (first != AnnotatorLabels::none && second != AnnotatorLabels::none) {
      items += 1;
      equal += first == second ? 1 : 0;
      ofA[static_cast<std::size_t>(first)] += 1;
      ofB[static_cast<std::size_t>(second)] += 1;
    }
  }
  if (items == 0) {
    return std::nullopt;
  }
  const double chance =
      std::inner_product(ofA.begin(), ofA.end(), ofB.begin(), 0.0) / (items * items);
  return beyondChance(equal / items, chance);
}

std::optional<double> fleissKappa(const AnnotatorLabels& labels) {
  const SharedLabels shared = sharedLabels(labels);
  if (shared.items == 0) {
    return std::nullopt;
  }
  double chance = 0;
  for (const double count : shared.perClass) {
    chance += count / shared.labels * (count / shared.labels);
  }
  return beyondChance(shared.meanAgreement, chance);
}

std::optional<double> krippendorffAlpha(const AnnotatorLabels& labels) {
  const SharedLabels shared = sharedLabels(labels);
  if (shared.items == 0) {
    return std::nullopt;
  }
  double chance = 0;
  for (const double count : shared.perClass) {
    chance += count * (count - 1) / (shared.labels * (shared.labels - 1));
  }
  return beyondChance(shared.weightedAgreement, chance);
}

}  // namespace touchstone::analysis
