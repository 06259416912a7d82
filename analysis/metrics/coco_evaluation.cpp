#include "analysis/metrics/coco_evaluation.h"

#include "analysis/audits/rounding.h"
#include "analysis/metrics/coco_curves.h"

namespace touchstone::analysis {
namespace {

constexpr std::size_t half = 0;           ///< index of threshold 0.50
constexpr std::size_t threeQuarters = 5;  ///< index of threshold 0.75

/// Returns the mean as numpy computes it; -1 of nothing.
double meanOf(std::span<const double> values) {
  return values.empty() ? -1 : pairwiseSum(values) / static_cast<double>(values.size());
}

/// Takes the means over thresholds, points of recall and classes, in that order, of the classes
/// that have something to be found.
class Summary {
public:
  explicit Summary(std::span<const CocoClassCurves> classes) : classes_(classes) {}

  CocoNumbers numbers() {
    CocoNumbers numbers;
    numbers.ap = precision(0, 0, cocoThresholds);
    numbers.ap50 = precision(0, half, half + 1);
    numbers.ap75 = precision(0, threeQuarters, threeQuarters + 1);
    numbers.apSmall = precision(1, 0, cocoThresholds);
    numbers.apMedium = precision(2, 0, cocoThresholds);
    numbers.apLarge = precision(3, 0, cocoThresholds);
    numbers.ar1 = limitedRecall(0);
    numbers.ar10 = limitedRecall(1);
    numbers.ar100 = limitedRecall(2);
    numbers.arSmall = recall(1);
    numbers.arMedium = recall(2);
    numbers.arLarge = recall(3);
    return numbers;
  }

private:
  double precision(std::size_t area, std::size_t first, std::size_t last) {
    values_.clear();
    for (std::size_t t = first; t < last; ++t) {
      for (std::size_t r = 0; r < cocoRecalls; ++r) {
        for (const CocoClassCurves& one : classes_) {
          if (one.toBeFound[area] > 0) {
            values_.push_back(one.curves[area][t].precision[r]);
          }
        }
      }
    }
    return meanOf(values_);
  }

  double recall(std::size_t area) {
    values_.clear();
    for (std::size_t t = 0; t < cocoThresholds; ++t) {
      for (const CocoClassCurves& one : classes_) {
        if (one.toBeFound[area] > 0) {
          values_.push_back(one.curves[area][t].recall);
        }
      }
    }
    return meanOf(values_);
  }

  double limitedRecall(std::size_t limit) {
    values_.clear();
    for (std::size_t t = 0; t < cocoThresholds; ++t) {
      for (const CocoClassCurves& one : classes_) {
        if (one.toBeFound[0] > 0) {
          values_.push_back(one.recalls[limit][t]);
        }
      }
    }
    return meanOf(values_);
  }

  std::span<const CocoClassCurves> classes_;
  std::vector<double> values_;
};

}  // namespace

std::array<NamedNumber, 12> namedNumbers(const CocoNumbers& numbers) {
  return {{{"AP", numbers.ap},
           {"AP50", numbers.ap50},
           {"AP75", numbers.ap75},
           {"APs", numbers.apSmall},
           {"APm", numbers.apMedium},
           {"APl", numbers.apLarge},
           {"AR1", numbers.ar1},
           {"AR10", numbers.ar10},
           {"AR100", numbers.ar100},
           {"ARs", numbers.arSmall},
           {"ARm", numbers.arMedium},
           {"ARl", numbers.arLarge}}};
}

Result<CocoEvaluation> evaluateAsCoco(const DetectionTruth& truth,
                                      std::span<const Detection> detections,
                                      OverlapKind kind,
                                      const WorkContext& work) {
  const ObjectGroups groups(truth.objects, detections, cocoLimits.back());
  CocoCurves maker(truth, detections, kind);
  const std::size_t classes = truth.categories.size();
  std::vector<CocoClassCurves> curves(classes);
  CocoEvaluation evaluation;
  evaluation.perClass.resize(classes);
  for (std::size_t k = 0; k < classes; ++k) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, {}, "The evaluation was stopped."};
    }
    work.progress({.stage = "Evaluating",
                   .done = static_cast<double>(k),
                   .total = static_cast<double>(classes)});
    curves[k] = maker.of(groups.of(k));
    CocoClass& one = evaluation.perClass[k];
    one.category = truth.categories[k];
    one.numbers = Summary(std::span(curves).subspan(k, 1)).numbers();
  }
  for (const TrueObject& object : truth.objects) {
    evaluation.perClass[object.category].objects += !object.crowd && !object.difficult ? 1 : 0;
  }
  for (const Detection& detection : detections) {
    evaluation.perClass[detection.category].detections += 1;
  }
  evaluation.numbers = Summary(curves).numbers();
  return evaluation;
}

}  // namespace touchstone::analysis
