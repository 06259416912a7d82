#pragma once

#include "analysis/matrix.h"

#include <cstddef>
#include <span>
#include <vector>

namespace touchstone::analysis {

/// How good the labels of one class are.
struct ClassLabelHealth {
  std::size_t labelClass = 0;
  long issues = 0;          ///< labels of the class that are of another one
  long missed = 0;          ///< labels of other classes that are of this one
  double noise = 0;         ///< share of the class's labels that are of another one
  double inverseNoise = 0;  ///< share of the class's samples that are labelled otherwise
  double quality = 1;       ///< 1 - noise
};

/// Two classes that are confused in labels, in whichever direction.
struct ClassOverlap {
  std::size_t first = 0;  ///< the lower class number
  std::size_t second = 0;
  long samples = 0;
  double share = 0;  ///< of all samples
};

/// The labels of a data set as the confident joint sees them.
struct LabelHealth {
  Matrix<double> joint;                   ///< K×K shares, row given, column true
  std::vector<ClassLabelHealth> classes;  ///< worst first
  std::vector<ClassOverlap> overlaps;     ///< all pairs, most confused first
  long issues = 0;                        ///< cleanlab's num_label_issues, off_diagonal
  long calibratedIssues = 0;              ///< … off_diagonal_calibrated
  double health = 1;                      ///< 1 - issues / samples
};

/// Returns what cleanlab's dataset.health_summary tells (cleanlab 2.9). Labels and probabilities as
/// in confident_learning.h.
[[nodiscard]] LabelHealth labelHealth(std::span<const int> labels,
                                      const ProbabilityMatrix& probabilities);

/// The noise that confident learning estimates.
struct NoiseRates {
  Matrix<double> noise;       ///< K×K: row given, column true; P(given | true)
  Matrix<double> inverse;     ///< K×K: row true, column given; P(true | given)
  std::vector<double> prior;  ///< P(true)
};

/// Returns cleanlab's estimate_latent of the calibrated confident joint, py_method "cnt".
[[nodiscard]] NoiseRates noiseRates(std::span<const int> labels,
                                    const ProbabilityMatrix& probabilities);

}  // namespace touchstone::analysis
