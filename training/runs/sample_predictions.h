#pragma once

#include "analysis/report/evaluation_report.h"
#include "training/runs/model_file.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace touchstone::training {

/// What a model says of those samples whose picture can be read: row i belongs to sample rows[i].
struct SamplePredictions {
  std::vector<std::size_t> rows;
  analysis::ProbabilityMatrix probabilities;  ///< N×K
};

/// Lets a model predict; pictures that cannot be read are warned of and left out. Error: cancelled.
Result<SamplePredictions> predictSamples(const TrainedModel& model,
                                         std::span<const Sample> samples,
                                         const std::filesystem::path& imageFolder,
                                         const std::function<void(const std::string&)>& warned,
                                         const WorkContext& work);

/// Returns the report on predictions of labelled samples; labels are indexes into `classes`.
[[nodiscard]] analysis::EvaluationReport evaluationOf(std::span<const Sample> samples,
                                                      const SamplePredictions& predictions,
                                                      const std::vector<std::string>& classes);

}  // namespace touchstone::training
