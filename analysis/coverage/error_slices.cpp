#include "analysis/coverage/error_slices.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace touchstone::analysis {

namespace {

constexpr double leastSamples = 10;

/// Weights and weighted mistakes of samples.
struct Sums {
  double weight = 0;
  double squares = 0;  ///< of the weights
  double mistakes = 0;
  std::map<labeling::ImageId, double> ofImages;  ///< number of samples

  void add(const CoverageSample& sample) {
    if (!sample.mistaken) {
      return;
    }
    weight += sample.trust;
    squares += sample.trust * sample.trust;
    mistakes += *sample.mistaken ? sample.trust : 0;
    ofImages[sample.image] += 1;
  }

  /// Returns the mean number of samples on the image of a sample.
  [[nodiscard]] double meanOnImage() const {
    double sum = 0;
    double count = 0;
    for (const auto& [image, samples] : ofImages) {
      sum += samples * samples;
      count += samples;
    }
    return count > 0 ? sum / count : 1;
  }
};

/// Returns how much the mistakes of two samples of one image go together: 0 not at all, 1 always.
double likenessOf(std::span<const CoverageSample> samples, double rate) {
  struct OfImage {
    double count = 0;
    double sum = 0;
    double squares = 0;
  };
  std::map<labeling::ImageId, OfImage> images;
  for (const CoverageSample& sample : samples) {
    if (sample.mistaken) {
      const double residual = (*sample.mistaken ? 1 : 0) - rate;
      OfImage& image = images[sample.image];
      image.count += 1;
      image.sum += residual;
      image.squares += residual * residual;
    }
  }
  double products = 0;
  double pairs = 0;
  for (const auto& [id, image] : images) {
    products += image.sum * image.sum - image.squares;
    pairs += image.count * (image.count - 1);
  }
  const double variance = rate * (1 - rate);
  return pairs > 0 && variance > 0 ? std::clamp(products / (pairs * variance), 0.0, 1.0) : 0;
}

/// A bin, or a class in a bin, and how probable its mistakes are by chance.
struct Candidate {
  const CoverageGrid* grid = nullptr;
  std::size_t bin = 0;
  std::optional<std::size_t> labelClass;
  const CoverageCell* cell = nullptr;
  double usual = 0;
  double probability = 1;
};

std::vector<Candidate> candidatesIn(const CoverageGrid& grid,
                                    std::span<const MeasuredShare> ofClasses,
                                    const MeasuredShare& overall) {
  std::vector<Candidate> candidates;
  const auto consider = [&](std::size_t bin, std::optional<std::size_t> labelClass, double usual) {
    const CoverageCell& cell = labelClass ? grid.cell(*labelClass, bin) : grid.all[bin];
    if (!cell.errors || cell.errors->samples < leastSamples) {
      return;
    }
    const long trials = std::lround(cell.errors->samples);
    const auto found =
        static_cast<long>(std::floor(cell.errors->share * cell.errors->samples + 1e-9));
    candidates.push_back(
        {&grid, bin, labelClass, &cell, usual, probabilityOfSoMany(found, trials, usual)});
  };
  for (std::size_t b = 0; b < grid.bins.size(); ++b) {
    consider(b, std::nullopt, overall.share);
    for (std::size_t k = 0; k < grid.cells.rows; ++k) {
      const double ofBin = grid.all[b].errors ? grid.all[b].errors->share : 0;
      const double ofClass = ofClasses[k].samples > 0 ? ofClasses[k].share : 0;
      consider(b, k, std::max({overall.share, ofBin, ofClass}));
    }
  }
  return candidates;
}

}  // namespace

ErrorRates::ErrorRates(std::span<const CoverageSample> samples) : samples_(samples) {
  Sums sums;
  for (const CoverageSample& sample : samples) {
    sums.add(sample);
  }
  likeness_ = sums.weight > 0 ? likenessOf(samples, sums.mistakes / sums.weight) : 0;
}

std::optional<MeasuredShare> ErrorRates::among(std::span<const std::size_t> chosen) const {
  Sums sums;
  for (const std::size_t i : chosen) {
    sums.add(samples_[i]);
  }
  if (!(sums.weight > 0)) {
    return std::nullopt;
  }
  const double effective = sums.weight * sums.weight / sums.squares;
  return measuredShare(sums.mistakes / sums.weight,
                       effective / (1 + (sums.meanOnImage() - 1) * likeness_));
}

std::vector<CoverageIssue> errorSlices(std::span<const CoverageGrid> grids,
                                       std::span<const MeasuredShare> ofClasses,
                                       const MeasuredShare& overall,
                                       std::span<const std::string> classNames) {
  std::vector<Candidate> candidates;
  std::vector<double> probabilities;
  for (const CoverageGrid& grid : grids) {
    for (Candidate& candidate : candidatesIn(grid, ofClasses, overall)) {
      probabilities.push_back(candidate.probability);
      candidates.push_back(candidate);
    }
  }
  const std::vector<bool> chosen = beyondChance(probabilities);
  std::vector<CoverageIssue> slices;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& candidate = candidates[i];
    if (!chosen[i] || candidate.cell->errors->low <= candidate.usual) {
      continue;
    }
    CoverageIssue slice;
    slice.kind = CoverageIssueKind::Errors;
    slice.situation = candidate.grid->situation;
    slice.bin = candidate.grid->bins[candidate.bin];
    slice.labelClass = candidate.labelClass ? classNames[*candidate.labelClass] : std::string();
    slice.samples = candidate.cell->samples;
    slice.images = candidate.cell->images;
    slice.expected = candidate.cell->expected;
    slice.errors = candidate.cell->errors;
    slice.usualErrors = candidate.usual;
    slice.probability = candidate.probability;
    slice.examples = firstExamples(*candidate.cell);
    slices.push_back(std::move(slice));
  }
  std::stable_sort(
      slices.begin(), slices.end(),
      [](const CoverageIssue& a, const CoverageIssue& b) { return a.errors->low > b.errors->low; });
  return slices;
}

}  // namespace touchstone::analysis
