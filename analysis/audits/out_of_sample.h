#pragma once

#include "analysis/matrix.h"
#include "labeling/progress.h"
#include "labeling/result.h"

#include <cstdint>
#include <span>

namespace touchstone::analysis {

struct OutOfSampleOptions {
  int folds = 5;
  /// The first pass trains on all labels of the other folds, each further one (on new folds) only
  /// on those that the pass before did not confidently give another class.
  int passes = 3;
  std::uint64_t seed = 1;
};

/// Returns N×K probabilities of each sample by models that never saw it or any sample of its
/// group: stratified k-fold logistic regression on cached features, rows scaled to unit length.
/// `labels` are in 0 … classes-1; `groups` (near- duplicates, crops of one image) may be empty,
/// else one number a sample. Folds are reduced to what the data allows. A sample whose class has no
/// other group gets equal probabilities: nothing can be said of it. Errors: fewer than two samples
/// or groups, one class only, features that are not finite, cancelled.
Result<ProbabilityMatrix> outOfSampleProbabilities(const FeatureMatrix& features,
                                                   std::span<const int> labels,
                                                   int classes,
                                                   std::span<const int> groups,
                                                   const OutOfSampleOptions& options,
                                                   const WorkContext& work);

}  // namespace touchstone::analysis
