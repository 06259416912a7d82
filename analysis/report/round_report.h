#pragma once

#include "analysis/report/evaluation_comparison.h"
#include "labeling/project/project.h"

#include <cstdint>
#include <optional>
#include <string>

namespace touchstone::analysis {

/// What one round of labelling and training brought beside an earlier one.
struct RoundReport {
  struct Round {
    labeling::IterationRecord record;
    EvaluationReport evaluation;
  };
  Round before;
  Round now;
  EvaluationComparison comparison;
};

/// Reads the report on a round of the project, compared with an earlier one: the one before it, if
/// none is named. Errors: no such round, none before it, what one of them got right is not kept any
/// more, or they cannot be compared.
Result<RoundReport> readRoundReport(const labeling::Project& project,
                                    std::int64_t round,
                                    std::optional<std::int64_t> earlier = {});

/// Returns {"before","now","classes","difference","better","worse"}: the figures of the rounds, the
/// difference of their confusion matrices, and the samples that are right or wrong since.
[[nodiscard]] std::string toJson(const RoundReport& report);

/// Returns one line a sample that is right or wrong since: change,image,annotation,given,predicted,
/// confidence.
[[nodiscard]] std::string toCsv(const RoundReport& report);

}  // namespace touchstone::analysis
