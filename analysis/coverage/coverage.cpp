#include "analysis/coverage/coverage.h"

#include "analysis/coverage/coverage_advice.h"
#include "analysis/coverage/coverage_gaps.h"
#include "analysis/coverage/error_slices.h"
#include "analysis/coverage/situation_bins.h"
#include "labeling/result.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace touchstone::analysis {

namespace {

constexpr std::size_t mostClasses = 50;
constexpr std::size_t mostExamples = 60;

/// The commonest classes and the row of each class in the grids; -1 for one without.
struct ShownClasses {
  std::vector<std::string> names;
  std::vector<int> rowOf;
};

ShownClasses shownClasses(std::span<const CoverageSample> samples,
                          std::span<const std::string> classNames) {
  std::vector<long> counts(classNames.size(), 0);
  for (const CoverageSample& sample : samples) {
    ++counts[static_cast<std::size_t>(sample.labelClass)];
  }
  std::vector<std::size_t> order(classNames.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return counts[a] > counts[b]; });
  order.resize(std::min(order.size(), mostClasses));
  std::sort(order.begin(), order.end());
  ShownClasses shown{{}, std::vector<int>(classNames.size(), -1)};
  for (const std::size_t k : order) {
    shown.rowOf[k] = static_cast<int>(shown.names.size());
    shown.names.push_back(classNames[k]);
  }
  return shown;
}

/// Returns for each sample its part of what its class has on its image, among those with a bin.
std::vector<double> imageShares(std::span<const CoverageSample> samples,
                                const SituationBins& bins) {
  std::map<std::pair<labeling::ImageId, int>, double> counts;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (bins.binOf[i] >= 0) {
      counts[{samples[i].image, samples[i].labelClass}] += 1;
    }
  }
  std::vector<double> shares;
  for (const CoverageSample& sample : samples) {
    const auto found = counts.find({sample.image, sample.labelClass});
    shares.push_back(found == counts.end() ? 0 : 1 / found->second);
  }
  return shares;
}

std::vector<CoverageExample> examplesOf(std::span<const CoverageSample> samples,
                                        std::span<const std::size_t> members) {
  std::vector<CoverageExample> examples;
  std::set<labeling::ImageId> images;
  for (const bool mistaken : {true, false}) {
    for (std::size_t m = 0; m < members.size() && examples.size() < mostExamples; ++m) {
      const CoverageSample& sample = samples[members[m]];
      if (sample.mistaken.value_or(false) == mistaken && images.insert(sample.image).second) {
        examples.push_back({sample.image, sample.annotation});
      }
    }
  }
  return examples;
}

CoverageCell cellOf(std::span<const CoverageSample> samples,
                    std::span<const double> shares,
                    std::span<const std::size_t> members,
                    const ErrorRates& rates) {
  CoverageCell cell;
  cell.samples = static_cast<long>(members.size());
  for (const std::size_t i : members) {
    cell.images += shares[i];
  }
  cell.errors = rates.among(members);
  cell.examples = examplesOf(samples, members);
  return cell;
}

/// Fills in how many images a class would have, were the other classes' share of the bin its own.
void setExpected(CoverageGrid& grid) {
  std::vector<double> ofBins(grid.bins.size(), 0);
  std::vector<double> ofClasses(grid.cells.rows, 0);
  double total = 0;
  for (std::size_t k = 0; k < grid.cells.rows; ++k) {
    for (std::size_t b = 0; b < grid.bins.size(); ++b) {
      const double images = grid.cell(k, b).images;
      ofBins[b] += images;
      ofClasses[k] += images;
      total += images;
    }
  }
  for (std::size_t k = 0; k < grid.cells.rows; ++k) {
    const double others = total - ofClasses[k];
    for (std::size_t b = 0; b < grid.bins.size(); ++b) {
      CoverageCell& cell = grid.cells.row(k)[b];
      cell.expected = others > 0 ? ofClasses[k] * (ofBins[b] - cell.images) / others : cell.images;
    }
  }
}

CoverageGrid gridOf(std::span<const CoverageSample> samples,
                    const SituationBins& bins,
                    const ShownClasses& classes,
                    const ErrorRates& rates) {
  const std::size_t columns = bins.names.size();
  std::vector<std::vector<std::size_t>> members(classes.names.size() * columns);
  std::vector<std::vector<std::size_t>> inBin(columns);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (bins.binOf[i] < 0) {
      continue;
    }
    const auto bin = static_cast<std::size_t>(bins.binOf[i]);
    inBin[bin].push_back(i);
    const int row = classes.rowOf[static_cast<std::size_t>(samples[i].labelClass)];
    if (row >= 0) {
      members[static_cast<std::size_t>(row) * columns + bin].push_back(i);
    }
  }
  const std::vector<double> shares = imageShares(samples, bins);
  CoverageGrid grid{.situation = bins.situation,
                    .bins = bins.names,
                    .fixedLimits = bins.fixedLimits,
                    .cells = {classes.names.size(), columns},
                    .all = {}};
  for (std::size_t cell = 0; cell < members.size(); ++cell) {
    grid.cells.values[cell] = cellOf(samples, shares, members[cell], rates);
  }
  for (const auto& ofBin : inBin) {
    grid.all.push_back(cellOf(samples, shares, ofBin, rates));
  }
  setExpected(grid);
  return grid;
}

/// Returns how often the model errs in each class that is shown.
std::vector<MeasuredShare> errorsOfClasses(std::span<const CoverageSample> samples,
                                           const ShownClasses& classes,
                                           const ErrorRates& rates) {
  std::vector<std::vector<std::size_t>> members(classes.names.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const int row = classes.rowOf[static_cast<std::size_t>(samples[i].labelClass)];
    if (row >= 0) {
      members[static_cast<std::size_t>(row)].push_back(i);
    }
  }
  std::vector<MeasuredShare> errors;
  for (const auto& ofClass : members) {
    errors.push_back(rates.among(ofClass).value_or(MeasuredShare{}));
  }
  return errors;
}

}  // namespace

std::vector<CoverageExample> firstExamples(const CoverageCell& cell) {
  const auto count = static_cast<std::ptrdiff_t>(std::min(cell.examples.size(), shownExamples));
  return {cell.examples.begin(), cell.examples.begin() + count};
}

Coverage coverageOf(std::span<const CoverageSample> samples,
                    std::span<const std::string> classNames,
                    const CoverageOptions& options) {
  const auto classes = static_cast<int>(classNames.size());
  for (const CoverageSample& sample : samples) {
    require(sample.labelClass >= 0 && sample.labelClass < classes, "classes lie in 0 … K-1");
  }
  const ShownClasses shown = shownClasses(samples, classNames);
  const ErrorRates rates(samples);
  Coverage coverage;
  coverage.classes = shown.names;
  for (const SituationBins& bins : situationBins(samples, options.seed)) {
    coverage.grids.push_back(gridOf(samples, bins, shown, rates));
  }
  std::vector<std::size_t> everything(samples.size());
  std::iota(everything.begin(), everything.end(), std::size_t{0});
  coverage.errors = rates.among(everything);
  coverage.issues = coverageGaps(coverage.grids, shown.names);
  if (coverage.errors) {
    const auto slices = errorSlices(coverage.grids, errorsOfClasses(samples, shown, rates),
                                    *coverage.errors, shown.names);
    coverage.issues.insert(coverage.issues.end(), slices.begin(), slices.end());
  }
  const auto absent = absentBins(coverage.grids);
  coverage.issues.insert(coverage.issues.end(), absent.begin(), absent.end());
  for (CoverageIssue& issue : coverage.issues) {
    issue.message = sentenceOn(issue);
    issue.advice = adviceOn(issue, options.outlines);
  }
  return coverage;
}

}  // namespace touchstone::analysis
