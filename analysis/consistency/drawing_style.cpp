#include "analysis/consistency/drawing_style.h"

#include "analysis/audits/finding_text.h"
#include "analysis/consistency/consistency_scores.h"
#include "analysis/consistency/drawing_samples.h"
#include "analysis/consistency/rank_tests.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace touchstone::analysis {
namespace {

using labeling::Document;
using labeling::Finding;

constexpr std::size_t leastImages = 8;
constexpr double falseAlarms = 0.01;
constexpr double leastEffect = 0.3;
constexpr std::size_t mostExamples = 6;

double leastDifference(DrawingMeasure measure) {
  return measure == DrawingMeasure::Size ? 0.1 : 0.25;
}

/// Returns the mean of each image's samples.
std::vector<double> imageMeans(const std::vector<DrawingSample>& samples) {
  std::map<labeling::ImageId, std::pair<double, double>> sums;
  for (const DrawingSample& sample : samples) {
    auto& [sum, count] = sums[sample.image];
    sum += sample.value;
    count += 1;
  }
  std::vector<double> means;
  for (const auto& [image, sum] : sums) {
    means.push_back(sum.first / sum.second);
  }
  return means;
}

double meanOf(const std::vector<DrawingSample>& samples, double DrawingSample::*number) {
  double sum = 0;
  for (const DrawingSample& sample : samples) {
    sum += sample.*number;
  }
  return sum / static_cast<double>(samples.size());
}

/// Returns both sides as they would be if all outlines had the length 1: less the slope of the
/// values over the lengths within the sides.
std::pair<std::vector<DrawingSample>, std::vector<DrawingSample>> atEqualLength(
    std::vector<DrawingSample> first, std::vector<DrawingSample> second) {
  double covariance = 0;
  double variance = 0;
  for (const auto* side : {&first, &second}) {
    const double meanValue = meanOf(*side, &DrawingSample::value);
    const double meanLength = meanOf(*side, &DrawingSample::length);
    for (const DrawingSample& sample : *side) {
      covariance += (sample.value - meanValue) * (sample.length - meanLength);
      variance += (sample.length - meanLength) * (sample.length - meanLength);
    }
  }
  const double slope = variance > 0 ? covariance / variance : 0;
  for (auto* side : {&first, &second}) {
    for (DrawingSample& sample : *side) {
      sample.value -= slope * sample.length;
    }
  }
  return {std::move(first), std::move(second)};
}

double medianOf(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// A comparison with what was found.
struct Difference {
  const DrawingComparison* comparison = nullptr;
  RankTest test;
  double ratio = 1;  ///< how many times as large or as fine the first side draws
  std::size_t images = 0;
};

/// Returns nothing when there are too few images.
std::optional<Difference> tested(const DrawingComparison& comparison) {
  const bool paired = comparison.sides == DrawingSides::SameObjects;
  const auto [ofFirst, ofSecond] = atEqualLength(comparison.first, comparison.second);
  const auto first = imageMeans(ofFirst);
  const auto second = imageMeans(ofSecond);
  if (first.size() < leastImages || (!paired && second.size() < leastImages)) {
    return std::nullopt;
  }
  return Difference{.comparison = &comparison,
                    .test = paired ? signedRankTest(first) : mannWhitneyTest(first, second),
                    .ratio = std::exp(medianOf(first) - (paired ? 0 : medianOf(second))),
                    .images = first.size() + second.size()};
}

/// Returns how much the first side draws larger or finer, as "12 % larger".
std::string amountText(const Difference& difference) {
  const bool size = difference.comparison->measure == DrawingMeasure::Size;
  const bool more = difference.ratio > 1;
  return percent(std::abs(difference.ratio - 1)) + (size   ? more ? " larger" : " smaller"
                                                    : more ? " more"
                                                           : " fewer");
}

std::string sentenceOf(const Difference& difference, const std::string& className) {
  const DrawingComparison& comparison = *difference.comparison;
  const bool size = comparison.measure == DrawingMeasure::Size;
  const std::string amount =
      size ? amountText(difference) : "with " + amountText(difference) + " corners";
  std::string sentence;
  if (comparison.sides == DrawingSides::Periods) {
    sentence = inQuotes(className) + " was " + (size ? "drawn " : "outlined ") + amount +
               " in the images labelled later than in those labelled first";
  } else {
    sentence = annotatorText(comparison.firstName) + (size ? " draws " : " outlines ") +
               inQuotes(className) + " " + amount + " than " + annotatorText(comparison.secondName);
  }
  sentence += comparison.sides == DrawingSides::SameObjects ? " where both drew it"
              : size ? ", compared with the boxes that the model sees"
                     : "";
  return sentence + (size ? ": agree on where its edge is." : ": agree on how finely it is drawn.");
}

/// Returns examples of both sides in turn.
std::vector<labeling::AnnotationId> examplesOf(const DrawingComparison& comparison) {
  std::vector<labeling::AnnotationId> examples;
  for (std::size_t i = 0; examples.size() < mostExamples; ++i) {
    if (i >= comparison.first.size() && i >= comparison.second.size()) {
      break;
    }
    for (const auto* side : {&comparison.first, &comparison.second}) {
      if (i < side->size()) {
        examples.push_back((*side)[i].annotation);
      }
    }
  }
  return examples;
}

Finding findingOf(const Document& document, const Difference& difference, double p) {
  const DrawingComparison& comparison = *difference.comparison;
  const bool size = comparison.measure == DrawingMeasure::Size;
  const auto first =
      std::min_element(comparison.first.begin(), comparison.first.end(),
                       [](const auto& a, const auto& b) { return a.annotation < b.annotation; });
  Finding finding;
  finding.kind = labeling::FindingKind::Inconsistent;
  finding.image = first->image;
  finding.annotation = first->annotation;
  finding.given = document.labelClass(comparison.labelClass)->name;
  finding.score = drawnDifferentlyScore;
  finding.message = sentenceOf(difference, finding.given);
  const std::string sides = comparison.sides == DrawingSides::Periods
                                ? "later than first"
                                : comparison.firstName + " and " + comparison.secondName;
  finding.reason = (size ? "size: " : "corners: ") + sides;
  const nlohmann::json evidence{
      {"measure", size ? "size" : "corners"}, {"ratio", difference.ratio},
      {"effect", difference.test.effect},     {"p", p},
      {"images", difference.images},          {"examples", examplesOf(comparison)}};
  finding.evidence = evidence.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return finding;
}

}  // namespace

std::vector<Finding> drawingDifferences(const Document& document, const DrawingEvidence& evidence) {
  const auto comparisons = drawingComparisons(document, evidence);
  std::vector<Difference> differences;
  std::vector<double> chances;
  for (const DrawingComparison& comparison : comparisons) {
    if (const auto difference = tested(comparison)) {
      differences.push_back(*difference);
      chances.push_back(difference->test.p);
    }
  }
  const auto adjusted = holmAdjusted(chances);
  std::vector<Finding> findings;
  // Who draws the same objects differently is not told so again of others; pairs come first.
  std::set<std::tuple<labeling::ClassId, DrawingMeasure, std::string>> told;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const Difference& difference = differences[i];
    const DrawingComparison& comparison = *difference.comparison;
    const bool large = adjusted[i] < falseAlarms &&
                       std::abs(difference.test.effect) >= leastEffect &&
                       std::abs(difference.ratio - 1) >= leastDifference(comparison.measure);
    const std::tuple first(comparison.labelClass, comparison.measure, comparison.firstName);
    const std::tuple second(comparison.labelClass, comparison.measure, comparison.secondName);
    const bool again = comparison.sides == DrawingSides::OtherObjects &&
                       (told.contains(first) || told.contains(second));
    if (!large || again) {
      continue;
    }
    findings.push_back(findingOf(document, difference, adjusted[i]));
    if (comparison.sides == DrawingSides::SameObjects) {
      told.insert({first, second});
    }
  }
  return findings;
}

}  // namespace touchstone::analysis
