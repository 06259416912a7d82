#include "analysis/audits/label_noise_model.h"

#include "analysis/audits/confident_learning.h"
#include "analysis/audits/label_noise_likelihood.h"
#include "analysis/audits/lbfgs.h"
#include "analysis/neighbours/row_threads.h"
#include "labeling/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace touchstone::analysis {
namespace {

constexpr std::size_t mostSamples = 4'000;
constexpr std::size_t leastSamples = 1'000;
constexpr std::size_t mostProbabilities = 200'000;
/// Parameters of pairs are fitted when there are at most so many pairs a sample.
constexpr std::size_t pairsPerSample = 1;

/// A normal prior; weak ones that keep what the labels do not determine near "no effect".
struct Prior {
  double mean = 0;
  double deviation = 1;
};
constexpr Prior ofLogTemperature{0, 3};
constexpr Prior ofRate{-3, 3};
constexpr Prior ofResemblance{-2, 1};
constexpr Prior ofBias{0, 0.3};
constexpr Prior ofConfusion{0, 2};
/// Scale of a Cauchy prior: most pairs of classes need no mixing, a few need much.
constexpr double mixingScale = 0.1;

/// Least deviation of the logarithm of the number of wrong labels from what is counted.
constexpr double leastCountDeviation = 0.2;
/// As many samples count as evidence.
constexpr double samplesOfEvidence = 300;
/// So many samples are looked at by one thread at a time.
constexpr std::size_t samplesOfPart = 500;

/// Where the search for noise per class begins: rarely wrong.
constexpr double firstRate = -4;

std::size_t samplesFor(std::size_t samples, std::size_t classes) {
  return std::min(samples, std::clamp(mostProbabilities / std::max<std::size_t>(classes, 1),
                                      leastSamples, mostSamples));
}

NoiseParameters layoutFor(std::size_t samples, std::size_t classes) {
  return {.classes = classes,
          .perPair = classes * classes <= pairsPerSample * samplesFor(samples, classes)};
}

/// Returns a selection of the samples that depends on nothing but their number.
std::vector<std::size_t> fittedRows(std::size_t samples, std::size_t wanted) {
  std::vector<std::size_t> rows(samples);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  if (wanted < samples) {
    labeling::Random(1, samples).shuffle(rows);
    rows.resize(wanted);
    std::sort(rows.begin(), rows.end());
  }
  return rows;
}

/// Adds the negative logarithm of the prior and its gradient.
void addPenalty(const Prior& prior, double value, double& sum, double& gradient) {
  const double distance = (value - prior.mean) / prior.deviation;
  sum += distance * distance / 2;
  gradient += distance / prior.deviation;
}

/// … of a Cauchy prior around 0.
void addHeavyTailedPenalty(double scale, double value, double& sum, double& gradient) {
  sum += std::log1p(value * value / (scale * scale));
  gradient += 2 * value / (scale * scale + value * value);
}

void addPenalties(const NoiseParameters& layout,
                  std::span<const double> point,
                  double& sum,
                  std::span<double> gradient) {
  const auto add = [&](const Prior& prior, std::size_t at) {
    addPenalty(prior, point[at], sum, gradient[at]);
  };
  add(ofLogTemperature, NoiseParameters::logTemperature);
  add(ofRate, NoiseParameters::rate);
  add(ofResemblance, NoiseParameters::resemblance);
  for (std::size_t j = 0; layout.perPair && j < layout.classes; ++j) {
    add(ofBias, layout.bias(j));
    for (std::size_t k = 0; k < layout.classes; ++k) {
      add(ofConfusion, layout.confusion(j, k));
      const std::size_t mixing = layout.mixing(j, k);
      addHeavyTailedPenalty(mixingScale, point[mixing], sum, gradient[mixing]);
    }
  }
}

/// Returns the share of wrong labels that confident learning counts: of the samples of a class that
/// are confidently of some class, those of another one.
double countedShare(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  struct Count {
    double given = 0;
    double confident = 0;
    double other = 0;
  };
  std::vector<Count> counts(probabilities.columns);
  const auto guesses = confidentGuesses(labels, probabilities);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    Count& count = counts[static_cast<std::size_t>(labels[i])];
    count.given += 1;
    count.confident += guesses[i] ? 1 : 0;
    count.other += guesses[i] && static_cast<int>(*guesses[i]) != labels[i] ? 1 : 0;
  }
  double wrong = 0;
  for (const Count& count : counts) {
    wrong += count.confident > 0 ? count.given * count.other / count.confident : 0;
  }
  return wrong / static_cast<double>(labels.size());
}

/// Returns the share of labels that are not the class the classifier holds most probable.
double disagreedShare(std::span<const int> labels, const ProbabilityMatrix& probabilities) {
  std::size_t other = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto row = probabilities.row(i);
    const auto predicted = std::max_element(row.begin(), row.end()) - row.begin();
    other += predicted != labels[i] ? 1 : 0;
  }
  return static_cast<double>(other) / static_cast<double>(labels.size());
}

/// A normal prior of the logarithm of the share of wrong labels: its mean lies in the middle of
/// both counts, and half their distance is its deviation.
Prior priorOfShare(double counted, double disagreed, std::size_t samples) {
  const double one = 1 / static_cast<double>(samples);
  const double first = std::log(counted + one);
  const double second = std::log(disagreed + one);
  const double deviation = std::max(std::abs(second - first) / 2, leastCountDeviation);
  return {.mean = (first + second) / 2, .deviation = deviation};
}

/// What a model is fitted to.
struct Fitting {
  NoiseParameters layout;
  Prior logShare;             ///< of wrong labels
  Matrix<double> logarithms;  ///< of the probabilities of some samples
  std::vector<std::size_t> labels;

  Fitting(std::span<const int> givenLabels, const ProbabilityMatrix& probabilities)
      : layout(layoutFor(givenLabels.size(), probabilities.columns)),
        logShare(priorOfShare(countedShare(givenLabels, probabilities),
                              disagreedShare(givenLabels, probabilities),
                              givenLabels.size())) {
    const auto rows =
        fittedRows(givenLabels.size(), samplesFor(givenLabels.size(), probabilities.columns));
    logarithms = Matrix<double>(rows.size(), probabilities.columns);
    for (std::size_t place = 0; place < rows.size(); ++place) {
      logarithmsOf(probabilities.row(rows[place]), logarithms.row(place));
      labels.push_back(static_cast<std::size_t>(givenLabels[rows[place]]));
    }
  }

  [[nodiscard]] double samples() const { return static_cast<double>(labels.size()); }
  /// How many samples one sample of evidence stands for.
  [[nodiscard]] double coarseness() const { return std::max(samples() / samplesOfEvidence, 1.0); }
};

/// What some of the samples add to the misfit.
struct MisfitPart {
  NoiseLikelihood likelihood;
  std::vector<double> gradient = {};
  std::vector<double> ofErrors = {};  ///< gradient of the number of wrong labels
  double sum = 0;
  double errors = 0;

  void add(const Fitting& fitting,
           std::span<const double> point,
           std::size_t first,
           std::size_t end) {
    likelihood.setParameters(point);
    gradient.assign(point.size(), 0.0);
    ofErrors.assign(point.size(), 0.0);
    sum = 0;
    errors = 0;
    for (std::size_t i = first; i < end; ++i) {
      sum -= likelihood.logLikelihood(fitting.logarithms.row(i), fitting.labels[i]);
      errors += likelihood.wrongness();
      likelihood.addGradient(gradient);
      likelihood.addWrongnessGradient(ofErrors);
    }
  }
};

/// Negative logarithm of the posterior of the parameters, a sample.
class Misfit {
public:
  Misfit(const Fitting& fitting, bool perSample)
      : fitting_(fitting),
        parts_((fitting.labels.size() + samplesOfPart - 1) / samplesOfPart,
               MisfitPart{.likelihood = NoiseLikelihood(fitting.layout, perSample)}) {}

  double operator()(std::span<const double> point, std::span<double> gradient) {
    forRowsInThreads(fitting_.labels.size(), samplesOfPart,
                     [&](std::size_t first, std::size_t end) {
                       parts_[first / samplesOfPart].add(fitting_, point, first, end);
                     });
    double sum = 0;
    double errors = 0;
    for (const MisfitPart& part : parts_) {
      sum += part.sum;
      errors += part.errors;
    }
    double ofShare = 0;
    double byLogShare = 0;
    addPenalty(fitting_.logShare, std::log((errors + 1) / fitting_.samples()), ofShare, byLogShare);
    ofShare *= fitting_.coarseness();
    const double byErrors = fitting_.coarseness() * byLogShare / (errors + 1);
    for (std::size_t p = 0; p < gradient.size(); ++p) {
      gradient[p] = 0;
      for (const MisfitPart& part : parts_) {
        gradient[p] += byErrors * part.ofErrors[p] - part.gradient[p];
      }
    }
    addPenalties(fitting_.layout, point, sum, gradient);
    std::for_each(gradient.begin(), gradient.end(),
                  [&](double& slope) { slope /= fitting_.samples(); });
    return (sum + ofShare) / fitting_.samples();
  }

private:
  const Fitting& fitting_;
  std::vector<MisfitPart> parts_;  // the same on every machine, so that sums are
};

/// Returns the parameters that are reached from `start`.
Result<std::vector<double>> climb(const Fitting& fitting,
                                  bool perSample,
                                  std::vector<double> start,
                                  const std::stop_token& stop) {
  Misfit misfit(fitting, perSample);
  const Objective objective = [&](std::span<const double> point, std::span<double> gradient) {
    return misfit(point, gradient);
  };
  const LbfgsOptions options{
      .iterations = 150, .memory = 10, .gradientLimit = 1e-6, .progressLimit = 1e-6};
  if (const Status done = minimise(objective, start, options, stop); !done) {
    return done.error();
  }
  return start;
}

std::vector<double> rareNoise(const NoiseParameters& layout) {
  std::vector<double> point(layout.count());
  point[NoiseParameters::rate] = firstRate;
  point[NoiseParameters::resemblance] = ofResemblance.mean;
  return point;
}

/// Returns a start with the transitions that confident learning counts.
std::vector<double> countedNoise(std::span<const int> labels,
                                 const ProbabilityMatrix& probabilities,
                                 const NoiseParameters& layout) {
  constexpr double least = -2;
  constexpr double most = 4;
  std::vector<double> point = rareNoise(layout);
  const Matrix<long> joint = confidentJoint(labels, probabilities);  // [given][true]
  for (std::size_t j = 0; j < layout.classes; ++j) {
    for (std::size_t k = 0; k < layout.classes; ++k) {
      if (j != k) {
        const double ratio =
            (static_cast<double>(joint(k, j)) + 0.5) / (static_cast<double>(joint(j, j)) + 1);
        point[layout.confusion(j, k)] = std::clamp(std::log(ratio) - ofRate.mean, least, most);
      }
    }
  }
  point[NoiseParameters::rate] = ofRate.mean;
  return point;
}

}  // namespace

Result<LabelNoiseModel> LabelNoiseModel::fitPerClass(std::span<const int> labels,
                                                     const ProbabilityMatrix& probabilities,
                                                     const std::stop_token& stop) {
  const Fitting fitting(labels, probabilities);
  // From rare noise the climb can end where a class and the one it is taken for are exchanged.
  auto best = climb(fitting, false,
                    fitting.layout.perPair ? countedNoise(labels, probabilities, fitting.layout)
                                           : rareNoise(fitting.layout),
                    stop);
  if (!best) {
    return best.error();
  }
  LabelNoiseModel model;
  model.classes_ = probabilities.columns;
  model.parameters_ = *std::move(best);
  return model;
}

Result<LabelNoiseModel> LabelNoiseModel::refinedPerSample(std::span<const int> labels,
                                                          const ProbabilityMatrix& probabilities,
                                                          const std::stop_token& stop) const {
  const Fitting fitting(labels, probabilities);
  auto best = climb(fitting, true, parameters_, stop);
  if (!best) {
    return best.error();
  }
  LabelNoiseModel model = *this;
  model.perSample_ = true;
  model.parameters_ = *std::move(best);
  return model;
}

std::vector<double> LabelNoiseModel::wrongness(std::span<const int> labels,
                                               const ProbabilityMatrix& probabilities) const {
  constexpr std::size_t atOnce = 10'000;
  std::vector<double> wrong(labels.size());
  forRowsInThreads(labels.size(), atOnce, [&](std::size_t first, std::size_t end) {
    NoiseLikelihood likelihood({.classes = classes_, .perPair = parameters_.size() > 3},
                               perSample_);
    likelihood.setParameters(parameters_);
    std::vector<double> logarithms(classes_);
    for (std::size_t i = first; i < end; ++i) {
      logarithmsOf(probabilities.row(i), logarithms);
      likelihood.logLikelihood(logarithms, static_cast<std::size_t>(labels[i]));
      wrong[i] = likelihood.wrongness();
    }
  });
  return wrong;
}

}  // namespace touchstone::analysis
