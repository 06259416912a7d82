#include "analysis/audits/label_noise_likelihood.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace touchstone::analysis {
namespace {

constexpr double smallestProbability = 1e-4;
constexpr double smallestLogPosterior = -30;
/// Classes less probable than this add nothing that counts.
constexpr double negligible = 1e-6;
constexpr double smallestLikelihood = 1e-300;

}  // namespace

void logarithmsOf(std::span<const double> probabilities, std::span<double> logarithms) {
  std::transform(probabilities.begin(), probabilities.end(), logarithms.begin(),
                 [](double p) { return std::log(std::max(p, smallestProbability)); });
}

NoiseLikelihood::NoiseLikelihood(const NoiseParameters& layout, bool perSample)
    : layout_(layout), perSample_(perSample) {
  for (auto* values :
       {&posterior_, &logPosterior_, &pull_, &pullFrom_, &share_, &drawn_, &slope_, &weights_}) {
    values->resize(layout.classes);
  }
}

void NoiseLikelihood::setParameters(std::span<const double> parameters) {
  parameters_ = parameters;
  temperature_ = std::exp(parameters[NoiseParameters::logTemperature]);
  resemblance_ = perSample_ ? 1 / (1 + std::exp(-parameters[NoiseParameters::resemblance])) : 0;
  if (!layout_.perPair) {
    return;
  }
  const std::size_t classes = layout_.classes;
  confusion_.resize(classes * classes);
  calibration_.resize(classes * classes);
  for (std::size_t j = 0; j < classes; ++j) {
    for (std::size_t k = 0; k < classes; ++k) {
      confusion_[j * classes + k] = j == k ? 0 : std::exp(parameters[layout_.confusion(j, k)]);
      calibration_[j * classes + k] =
          parameters[layout_.mixing(j, k)] + (j == k ? temperature_ : 0);
    }
  }
}

void NoiseLikelihood::calibrate() {
  const std::size_t classes = layout_.classes;
  for (std::size_t k = 0; k < classes; ++k) {
    logPosterior_[k] =
        layout_.perPair ? parameters_[layout_.bias(k)] : temperature_ * logarithm_[k];
  }
  for (std::size_t j = 0; layout_.perPair && j < classes; ++j) {
    const double* ofClass = &calibration_[j * classes];
    for (std::size_t k = 0; k < classes; ++k) {
      logPosterior_[k] += logarithm_[j] * ofClass[k];
    }
  }
  const double largest = *std::max_element(logPosterior_.begin(), logPosterior_.end());
  double sum = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    posterior_[k] = std::exp(logPosterior_[k] - largest);
    sum += posterior_[k];
  }
  const double logSum = largest + std::log(sum);
  const double rate = parameters_[NoiseParameters::rate];
  for (std::size_t k = 0; k < classes; ++k) {
    posterior_[k] /= sum;
    logPosterior_[k] = std::max(logPosterior_[k] - logSum, smallestLogPosterior);
    pull_[k] =
        resemblance_ > 0 || k == 0 ? std::exp(rate + resemblance_ * logPosterior_[k]) : pull_[0];
  }
}

double NoiseLikelihood::logLikelihood(std::span<const double> logarithms, std::size_t given) {
  given_ = given;
  logarithm_ = logarithms;
  calibrate();
  const std::size_t classes = layout_.classes;
  const double allPulls = std::accumulate(pull_.begin(), pull_.end(), 0.0);
  double likelihood = 0;
  for (std::size_t j = 0; j < classes; ++j) {
    share_[j] = 0;
    if (posterior_[j] < negligible && j != given) {
      continue;
    }
    double drawnToGiven = 1;
    if (layout_.perPair) {
      const double* confusion = &confusion_[j * classes];
      pullFrom_[j] = std::inner_product(pull_.begin(), pull_.end(), confusion, 0.0);
      drawnToGiven = confusion[given];
    } else {
      pullFrom_[j] = allPulls - pull_[j];
    }
    share_[j] = posterior_[j] / (1 + pullFrom_[j]) * (j == given ? 1 : drawnToGiven * pull_[given]);
    likelihood += share_[j];
  }
  likelihood = std::max(likelihood, smallestLikelihood);
  for (double& share : share_) {
    share /= likelihood;
  }
  return std::log(likelihood);
}

void NoiseLikelihood::addGradient(std::span<double> gradient) {
  addWeighted(share_, gradient);
}

void NoiseLikelihood::addWrongnessGradient(std::span<double> gradient) {
  const double right = share_[given_];
  for (std::size_t j = 0; j < weights_.size(); ++j) {
    weights_[j] = right * (share_[j] - (j == given_ ? 1 : 0));
  }
  addWeighted(weights_, gradient);
}

void NoiseLikelihood::addWeighted(std::span<const double> weights, std::span<double> gradient) {
  const double ofOthers = std::accumulate(weights.begin(), weights.end(), 0.0) - weights[given_];
  addNoise(weights, ofOthers, gradient);
  addCalibration(weights, ofOthers, gradient);
}

void NoiseLikelihood::addNoise(std::span<const double> weights,
                               double ofOthers,
                               std::span<double> gradient) {
  const std::size_t classes = layout_.classes;
  std::fill(drawn_.begin(), drawn_.end(), 0.0);
  double allWeights = 0;
  for (std::size_t j = 0; j < classes; ++j) {
    if (std::abs(weights[j]) < negligible) {
      continue;
    }
    const double weight = weights[j] / (1 + pullFrom_[j]);
    allWeights += weight;
    if (!layout_.perPair) {
      drawn_[j] -= weight * pull_[j];
      continue;
    }
    const double* confusion = &confusion_[j * classes];
    double* ofConfusion = &gradient[layout_.confusion(j, 0)];
    for (std::size_t k = 0; k < classes; ++k) {
      const double drawn = weight * confusion[k] * pull_[k];
      drawn_[k] += drawn;
      ofConfusion[k] -= drawn;
    }
    if (j != given_) {
      ofConfusion[given_] += weights[j];
    }
  }
  double all = 0;
  double allLogarithms = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    drawn_[k] += layout_.perPair ? 0 : allWeights * pull_[k];
    all += drawn_[k];
    allLogarithms += drawn_[k] * logPosterior_[k];
  }
  gradient[NoiseParameters::rate] += ofOthers - all;
  gradient[NoiseParameters::resemblance] +=
      (ofOthers * logPosterior_[given_] - allLogarithms) * resemblance_ * (1 - resemblance_);
}

void NoiseLikelihood::addCalibration(std::span<const double> weights,
                                     double ofOthers,
                                     std::span<double> gradient) {
  const std::size_t classes = layout_.classes;
  double all = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    slope_[k] = weights[k] + resemblance_ * ((k == given_ ? ofOthers : 0) - drawn_[k]);
    all += slope_[k];
  }
  double byTemperature = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    slope_[k] -= posterior_[k] * all;
    byTemperature += slope_[k] * logarithm_[k];
  }
  gradient[NoiseParameters::logTemperature] += byTemperature * temperature_;
  if (!layout_.perPair) {
    return;
  }
  for (std::size_t k = 0; k < classes; ++k) {
    gradient[layout_.bias(k)] += slope_[k];
  }
  for (std::size_t j = 0; j < classes; ++j) {
    double* ofMixing = &gradient[layout_.mixing(j, 0)];
    for (std::size_t k = 0; k < classes; ++k) {
      ofMixing[k] += logarithm_[j] * slope_[k];
    }
  }
}

}  // namespace touchstone::analysis
