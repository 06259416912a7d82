#include "analysis/coverage/situation_bins.h"

#include "analysis/coverage/background_clusters.h"
#include "analysis/quantile.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace touchstone::analysis {

namespace {

using Samples = std::span<const CoverageSample>;

/// Bins of a number: values up to the first limit fall in the first, and so on.
struct Scale {
  std::vector<double> limits;
  std::vector<std::string> names;  ///< one more than limits
};

int binIn(const Scale& scale, double value) {
  return static_cast<int>(std::lower_bound(scale.limits.begin(), scale.limits.end(), value) -
                          scale.limits.begin());
}

/// Sorts samples by a number that `valueOf` returns of each.
template <class Value>
SituationBins scaled(Situation situation, Samples samples, const Scale& scale, Value valueOf) {
  SituationBins bins{situation, scale.names, {}};
  for (const CoverageSample& sample : samples) {
    bins.binOf.push_back(binIn(scale, valueOf(sample)));
  }
  return bins;
}

/// The same of a number that objects on pictures have and pictures do not.
template <class Value>
SituationBins placed(Situation situation, Samples samples, const Scale& scale, Value valueOf) {
  SituationBins bins{situation, scale.names, {}};
  for (const CoverageSample& sample : samples) {
    bins.binOf.push_back(sample.measures.placement ? binIn(scale, valueOf(sample)) : -1);
  }
  return bins;
}

SituationBins contrastBins(Samples samples) {
  std::vector<double> contrasts;
  for (const CoverageSample& sample : samples) {
    contrasts.push_back(sample.measures.contrast);
  }
  const double first = quantile(contrasts, 1.0 / 3);
  const double second = quantile(contrasts, 2.0 / 3);
  auto bins = scaled(Situation::Contrast, samples, {{first, second}, {"low", "medium", "high"}},
                     [](const CoverageSample& sample) { return sample.measures.contrast; });
  bins.fixedLimits = false;
  return bins;
}

SituationBins orientationBins(Samples samples) {
  SituationBins bins{Situation::Orientation, {"horizontal", "rising", "upright", "falling"}, {}};
  for (const CoverageSample& sample : samples) {
    const auto& degrees = sample.measures.orientation;
    bins.binOf.push_back(degrees ? static_cast<int>(std::floor((*degrees + 22.5) / 45)) % 4 : -1);
  }
  return bins;
}

SituationBins positionBins(Samples samples) {
  SituationBins bins{Situation::Position,
                     {"top left", "top", "top right", "left", "middle", "right", "bottom left",
                      "bottom", "bottom right"},
                     {}};
  const auto third = [](double share) {
    return std::clamp(static_cast<int>(std::floor(share * 3)), 0, 2);
  };
  for (const CoverageSample& sample : samples) {
    const auto& placement = sample.measures.placement;
    bins.binOf.push_back(placement ? third(placement->centre.y) * 3 + third(placement->centre.x)
                                   : -1);
  }
  return bins;
}

SituationBins distanceBins(Samples samples) {
  std::map<int, std::vector<double>> shares;
  for (const CoverageSample& sample : samples) {
    if (sample.measures.placement) {
      shares[sample.labelClass].push_back(sample.measures.placement->share);
    }
  }
  std::map<int, double> usual;
  for (auto& [labelClass, ofClass] : shares) {
    usual[labelClass] = quantile(ofClass, 0.5);
  }
  // A side that is half as long again as usual; the area goes with its square.
  constexpr double much = 2.25;
  auto bins = placed(Situation::Distance, samples, {{1 / much, much}, {"far", "usual", "near"}},
                     [&](const CoverageSample& sample) {
                       return sample.measures.placement->share / usual[sample.labelClass];
                     });
  bins.fixedLimits = false;
  return bins;
}

SituationBins backgroundBins(Samples samples, std::uint64_t seed) {
  std::vector<BackgroundFeatures> backgrounds;
  for (const CoverageSample& sample : samples) {
    backgrounds.push_back(sample.measures.background);
  }
  auto clusters = clusterBackgrounds(backgrounds, seed);
  return {Situation::Background, std::move(clusters.names), std::move(clusters.clusterOf), false};
}

/// Whether the bins say something: that samples differ, or that none is in a bin with fixed limits.
bool saysSomething(const SituationBins& bins) {
  const auto known = [](int bin) { return bin >= 0; };
  const auto first = std::find_if(bins.binOf.begin(), bins.binOf.end(), known);
  return first != bins.binOf.end() &&
         (bins.fixedLimits || std::any_of(first, bins.binOf.end(),
                                          [&](int bin) { return known(bin) && bin != *first; }));
}

}  // namespace

std::vector<SituationBins> situationBins(Samples samples, std::uint64_t seed) {
  if (samples.empty()) {
    return {};
  }
  std::vector<SituationBins> all;
  all.push_back(scaled(Situation::Brightness, samples, {{0.3, 0.7}, {"dark", "medium", "bright"}},
                       [](const CoverageSample& sample) { return sample.measures.brightness; }));
  all.push_back(contrastBins(samples));
  all.push_back(scaled(Situation::Temperature, samples,
                       {{-0.25, 0.25}, {"cool", "neutral", "warm"}},
                       [](const CoverageSample& sample) { return sample.measures.temperature; }));
  all.push_back(scaled(Situation::Reflection, samples, {{0.001, 0.01}, {"none", "some", "strong"}},
                       [](const CoverageSample& sample) { return sample.measures.reflection; }));
  all.push_back(backgroundBins(samples, seed));
  all.push_back(orientationBins(samples));
  all.push_back(positionBins(samples));
  all.push_back(distanceBins(samples));
  all.push_back(
      placed(Situation::Size, samples, {{0.005, 0.03, 0.15}, {"tiny", "small", "medium", "large"}},
             [](const CoverageSample& sample) { return sample.measures.placement->share; }));
  std::erase_if(all, [](const SituationBins& bins) { return !saysSomething(bins); });
  return all;
}

}  // namespace touchstone::analysis
