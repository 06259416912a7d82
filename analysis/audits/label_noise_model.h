#pragma once

#include "analysis/matrix.h"
#include "labeling/result.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace touchstone::analysis {

/// A model of how the given label s of a sample came about, from a classifier's out-of-sample
/// probabilities p and nothing else:
///
///   true class   π(j)   ∝ exp(β ln p(j) + b(j) + Σ_i ln p(i) B(i,j))
///   given label  T(k|j) ∝ exp(α + a(j,k) + τ ln π(k)) for k ≠ j,   ∝ 1 for k = j
///   P(s) = Σ_j π(j) T(s|j),   and s is wrong with probability 1 - π(s) T(s|s) / P(s).
///
/// The first line calibrates p as a classifier of the *true* class: temperature, bias and mixing
/// (Dirichlet calibration, Kull et al. 2019). A classifier that was trained on the labels has
/// learned their errors too: where every third 3 is called an 8, an 8 is told from a 3 by the
/// labels that *its* class is often given. Mixing undoes that; its prior is a Cauchy distribution,
/// as most pairs of classes need none and a few need much. The second line is a noise transition
/// matrix (Patrini et al. 2017), with τ = 0 the class-conditional noise of confident learning; τ >
/// 0 says that people take a sample for a class that it resembles. Both are fitted together by
/// penalised maximum likelihood of the given labels. What tells them apart is the shape: how rarely
/// the given label is the less probable class, p → 0, falls with a power of p where the classifier
/// errs, but levels out, or falls more slowly, where labels are wrong.
///
/// As this shape says little where noise follows resemblance, the number of wrong labels has a
/// prior from two counts: what confident learning counts, which is too low under such noise, and
/// how often the classifier prefers another class, which is too high as it errs as well. The prior
/// is log-normal around their middle; half their distance, 20 % at least, is its deviation. As the
/// model only comes near the truth, at most 300 samples count as evidence against this prior (the
/// coarsened posterior of Miller and Dunson 2019).
class LabelNoiseModel {
public:
  /// Fits noise per class (τ = 0) to the labels (in 0 … K-1) and N×K probabilities; to a fixed
  /// selection of them when there are many. Error: stopped by the person.
  static Result<LabelNoiseModel> fitPerClass(std::span<const int> labels,
                                             const ProbabilityMatrix& probabilities,
                                             const std::stop_token& stop = {});

  /// Fits noise per sample (τ > 0), beginning with this model of noise per class.
  [[nodiscard]] Result<LabelNoiseModel> refinedPerSample(std::span<const int> labels,
                                                         const ProbabilityMatrix& probabilities,
                                                         const std::stop_token& stop = {}) const;

  /// Returns for every sample the probability that its label is wrong.
  [[nodiscard]] std::vector<double> wrongness(std::span<const int> labels,
                                              const ProbabilityMatrix& probabilities) const;

private:
  LabelNoiseModel() = default;

  std::size_t classes_ = 0;
  bool perSample_ = false;
  std::vector<double> parameters_;
};

}  // namespace touchstone::analysis
