#pragma once

#include "analysis/coverage/coverage.h"
#include "analysis/coverage/situation_bins.h"

#include <span>
#include <vector>

namespace touchstone::analysis {

/// How often a model errs, where several samples may be of one image and err together.
class ErrorRates {
public:
  explicit ErrorRates(std::span<const CoverageSample> samples);

  /// Returns the share of mistakes among these samples, each weighted by its trust, and how many
  /// independent samples would say as much: Kish's effective number for the weights, divided by his
  /// design effect 1 + (n̄ - 1) ρ for n̄ samples an image (Kish, "Survey Sampling", 1965). ρ, how
  /// alike mistakes on one image are, is estimated from all samples. Nothing when no model looked
  /// at them.
  [[nodiscard]] std::optional<MeasuredShare> among(std::span<const std::size_t> chosen) const;

private:
  std::span<const CoverageSample> samples_;
  double likeness_ = 0;  ///< ρ
};

/// Returns the bins in which the model errs more often than over all, and those of a class in which
/// it errs more often than over all, in the bin and in the class. Chance does not explain it (upper
/// binomial tail, all bins and cells of ten samples or more considered: see beyondChance).
/// Messages and advice are not filled in. The highest lower end of the interval first.
[[nodiscard]] std::vector<CoverageIssue> errorSlices(std::span<const CoverageGrid> grids,
                                                     std::span<const MeasuredShare> ofClasses,
                                                     const MeasuredShare& overall,
                                                     std::span<const std::string> classNames);

}  // namespace touchstone::analysis
