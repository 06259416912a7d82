#pragma once

#include "analysis/matrix.h"

#include <cstddef>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// Where the parameters of a LabelNoiseModel lie in one vector. With many classes there are too few
/// samples for what depends on a class or a pair of classes; these parameters are then left out.
struct NoiseParameters {
  static constexpr std::size_t logTemperature = 0;  ///< ln β
  static constexpr std::size_t rate = 1;            ///< α
  static constexpr std::size_t resemblance = 2;     ///< logit τ

  std::size_t classes = 0;
  bool perPair = false;

  [[nodiscard]] std::size_t bias(std::size_t k) const { return 3 + k; }
  [[nodiscard]] std::size_t confusion(std::size_t j, std::size_t k) const {  ///< a(j,k)
    return 3 + classes + j * classes + k;
  }
  [[nodiscard]] std::size_t mixing(std::size_t j, std::size_t k) const {  ///< B(j,k)
    return 3 + classes + classes * classes + j * classes + k;
  }
  [[nodiscard]] std::size_t count() const {
    return perPair ? 3 + classes + 2 * classes * classes : 3;
  }
};

/// Writes the logarithms of a sample's probabilities, those of very small ones limited: models put
/// no meaning into them.
void logarithmsOf(std::span<const double> probabilities, std::span<double> logarithms);

/// The likelihood of one sample's label; see LabelNoiseModel. Keeps the memory that a sample needs.
class NoiseLikelihood {
public:
  /// `perSample`: whether τ is free.
  NoiseLikelihood(const NoiseParameters& layout, bool perSample);

  /// Prepares for samples with these parameters; they are borrowed.
  void setParameters(std::span<const double> parameters);

  /// Returns ln P(given) of a sample with these logarithmsOf its class probabilities, and keeps
  /// what the others need; the logarithms are borrowed.
  double logLikelihood(std::span<const double> logarithms, std::size_t given);
  /// Probability that the last sample's label is wrong.
  [[nodiscard]] double wrongness() const { return 1 - share_[given_]; }
  /// Adds the gradient of the last sample's ln P …
  void addGradient(std::span<double> gradient);
  /// … and of its wrongness.
  void addWrongnessGradient(std::span<double> gradient);

private:
  void calibrate();
  /// Adds Σ_j weight(j) times the gradient of ln P(true class is j, given).
  void addWeighted(std::span<const double> weights, std::span<double> gradient);
  void addNoise(std::span<const double> weights, double ofOthers, std::span<double> gradient);
  void addCalibration(std::span<const double> weights, double ofOthers, std::span<double> gradient);

  NoiseParameters layout_;
  bool perSample_;
  std::span<const double> parameters_;
  double temperature_ = 1;
  double resemblance_ = 0;
  std::vector<double> confusion_;    // exp a(j,k), 0 on the diagonal; empty without pairs
  std::vector<double> calibration_;  // B(j,k), and β on the diagonal; empty without pairs

  // Of the last sample, by class:
  std::size_t given_ = 0;
  std::span<const double> logarithm_;  // ln p
  std::vector<double> posterior_;      // π
  std::vector<double> logPosterior_;   // ln π, not below a limit
  std::vector<double> pull_;           // exp(α + τ ln π)
  std::vector<double> pullFrom_;       // Σ_k exp a(j,k) pull(k): all that draws labels off j
  std::vector<double> share_;          // P(true class is j | given)
  std::vector<double> drawn_;          // expected share of labels drawn to k
  std::vector<double> slope_;          // derivative by the calibrated scores
  std::vector<double> weights_;        // of the gradient of the wrongness
};

}  // namespace touchstone::analysis
