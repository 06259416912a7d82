#include "analysis/coverage/coverage_gaps.h"

#include <algorithm>
#include <cmath>

namespace touchstone::analysis {

namespace {

constexpr double leastExpected = 3;
constexpr double mostShare = 1.0 / 3;  ///< of what would be usual
constexpr double leastImages = 50;
constexpr double surprising = 0.05;  ///< probability

/// Images of each class, of each bin, and of the whole grid.
struct Margins {
  std::vector<double> classes;
  std::vector<double> bins;
  double total = 0;
};

Margins marginsOf(const CoverageGrid& grid) {
  Margins margins{std::vector<double>(grid.cells.rows, 0),
                  std::vector<double>(grid.bins.size(), 0)};
  for (std::size_t k = 0; k < grid.cells.rows; ++k) {
    for (std::size_t b = 0; b < grid.bins.size(); ++b) {
      const double images = grid.cell(k, b).images;
      margins.classes[k] += images;
      margins.bins[b] += images;
      margins.total += images;
    }
  }
  return margins;
}

/// A cell that has few images, and how probable that is by chance.
struct Candidate {
  const CoverageGrid* grid = nullptr;
  std::size_t labelClass = 0;
  std::size_t bin = 0;
  double probability = 1;
};

std::vector<Candidate> candidatesIn(const CoverageGrid& grid) {
  std::vector<Candidate> candidates;
  const Margins margins = marginsOf(grid);
  for (std::size_t k = 0; k < grid.cells.rows; ++k) {
    for (std::size_t b = 0; b < grid.bins.size(); ++b) {
      if (margins.classes[k] * margins.bins[b] < leastExpected * margins.total) {
        continue;
      }
      // Rounded so that what is found is rather too much, and nothing drawn more than there is.
      const long drawn = std::lround(margins.classes[k]);
      const long marked = std::lround(margins.bins[b]);
      const long total = std::max({std::lround(margins.total), drawn, marked});
      // A cell that would be no surprise without any image costs the others power (Tarone, 1990).
      if (probabilityOfSoFew(0, drawn, marked, total) > surprising) {
        continue;
      }
      const auto found = static_cast<long>(std::ceil(grid.cell(k, b).images - 1e-9));
      candidates.push_back({&grid, k, b, probabilityOfSoFew(found, drawn, marked, total)});
    }
  }
  return candidates;
}

/// Returns those of the class, if there are any, and then what other classes have in the bin.
std::vector<CoverageExample> examplesOf(const CoverageGrid& grid,
                                        std::size_t labelClass,
                                        std::size_t bin) {
  std::vector<CoverageExample> examples = firstExamples(grid.cells(labelClass, bin));
  const auto& all = grid.all[bin].examples;
  for (std::size_t i = 0; i < all.size() && examples.size() < shownExamples; ++i) {
    if (std::find(examples.begin(), examples.end(), all[i]) == examples.end()) {
      examples.push_back(all[i]);
    }
  }
  return examples;
}

}  // namespace

std::vector<CoverageIssue> coverageGaps(std::span<const CoverageGrid> grids,
                                        std::span<const std::string> classNames) {
  std::vector<Candidate> candidates;
  for (const CoverageGrid& grid : grids) {
    if (grid.situation != Situation::Size) {
      const auto more = candidatesIn(grid);
      candidates.insert(candidates.end(), more.begin(), more.end());
    }
  }
  std::vector<double> probabilities;
  for (const Candidate& candidate : candidates) {
    probabilities.push_back(candidate.probability);
  }
  const std::vector<bool> chosen = beyondChance(probabilities);
  std::vector<CoverageIssue> gaps;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& candidate = candidates[i];
    const CoverageGrid& grid = *candidate.grid;
    const CoverageCell& cell = grid.cell(candidate.labelClass, candidate.bin);
    if (!chosen[i] || cell.images > mostShare * cell.expected) {
      continue;
    }
    CoverageIssue gap;
    gap.kind = CoverageIssueKind::Gap;
    gap.situation = grid.situation;
    gap.bin = grid.bins[candidate.bin];
    gap.labelClass = classNames[candidate.labelClass];
    gap.samples = cell.samples;
    gap.images = cell.images;
    gap.expected = cell.expected;
    gap.probability = candidate.probability;
    gap.examples = examplesOf(grid, candidate.labelClass, candidate.bin);
    gaps.push_back(std::move(gap));
  }
  std::stable_sort(gaps.begin(), gaps.end(), [](const CoverageIssue& a, const CoverageIssue& b) {
    return a.probability < b.probability;
  });
  return gaps;
}

std::vector<CoverageIssue> absentBins(std::span<const CoverageGrid> grids) {
  std::vector<CoverageIssue> absent;
  for (const CoverageGrid& grid : grids) {
    if (!grid.fixedLimits || marginsOf(grid).total < leastImages) {
      continue;
    }
    for (std::size_t b = 0; b < grid.bins.size(); ++b) {
      if (grid.all[b].samples == 0) {
        CoverageIssue issue;
        issue.kind = CoverageIssueKind::Absent;
        issue.situation = grid.situation;
        issue.bin = grid.bins[b];
        absent.push_back(std::move(issue));
      }
    }
  }
  return absent;
}

}  // namespace touchstone::analysis
