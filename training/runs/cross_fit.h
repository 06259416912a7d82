#pragma once

#include "analysis/matrix.h"
#include "labeling/progress.h"
#include "labeling/result.h"
#include "training/data/classification_dataset.h"
#include "training/networks/backbones.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace touchstone::training {

struct CrossFitOptions {
  const Backbone* backbone = nullptr;
  int classes = 0;
  int folds = 3;
  int size = 64;
  bool boxes = false;  ///< samples are boxes of images
  std::uint64_t seed = 1;
  std::function<void(const std::string&)> warned = [](const std::string&) {};
};

/// Probabilities of samples by networks that never saw them: row i belongs to sample rows[i].
struct CrossFit {
  std::vector<std::size_t> rows;
  analysis::ProbabilityMatrix probabilities;
};

/// For each fold trains a network from random weights on the other folds and lets it predict the
/// fold: for data without any pre-trained network. `groups` as in analysis::stratifiedFolds.
/// Errors: no picture can be read, cancelled.
Result<CrossFit> crossFittedProbabilities(std::span<const Sample> samples,
                                          std::span<const int> groups,
                                          const std::filesystem::path& imageFolder,
                                          const CrossFitOptions& options,
                                          const WorkContext& work);

}  // namespace touchstone::training
