#include "analysis/audits/odds_correction.h"

#include <algorithm>
#include <cmath>

namespace touchstone::analysis {
namespace {

constexpr double offsetDeviation = 1;
constexpr double slopeMean = 1;
constexpr double slopeDeviation = 0.25;
constexpr double leastSlope = 0.05;

double logistic(double x) {
  return 1 / (1 + std::exp(-x));
}

/// ln(1 + e^x) without overflow.
double softPlus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

/// The negative logarithm of the posterior, its gradient and its second derivatives.
struct Curve {
  double value = 0;
  double byOffset = 0;
  double bySlope = 0;
  double offsetOffset = 0;
  double offsetSlope = 0;
  double slopeSlope = 0;

  [[nodiscard]] double determinant() const {
    return offsetOffset * slopeSlope - offsetSlope * offsetSlope;
  }
};

Curve curveAt(const OddsCorrection& at, std::span<const std::pair<double, bool>> observed) {
  const double offset = at.offset / offsetDeviation;
  const double slope = (at.slope - slopeMean) / slopeDeviation;
  Curve curve{.value = (offset * offset + slope * slope) / 2,
              .byOffset = offset / offsetDeviation,
              .bySlope = slope / slopeDeviation,
              .offsetOffset = 1 / (offsetDeviation * offsetDeviation),
              .offsetSlope = 0,
              .slopeSlope = 1 / (slopeDeviation * slopeDeviation)};
  for (const auto& [logOdds, so] : observed) {
    const double corrected = at.offset + at.slope * logOdds;
    const double expected = logistic(corrected);
    const double variance = expected * (1 - expected);
    curve.value += softPlus(so ? -corrected : corrected);
    curve.byOffset += expected - (so ? 1 : 0);
    curve.bySlope += (expected - (so ? 1 : 0)) * logOdds;
    curve.offsetOffset += variance;
    curve.offsetSlope += variance * logOdds;
    curve.slopeSlope += variance * logOdds * logOdds;
  }
  return curve;
}

/// Newton's method with halved steps; the curve is convex.
OddsCorrection leastPoint(std::span<const std::pair<double, bool>> observed) {
  constexpr int steps = 50;
  constexpr int halvings = 20;
  constexpr double enough = 1e-10;
  OddsCorrection at;
  Curve curve = curveAt(at, observed);
  for (int step = 0; step < steps; ++step) {
    const double determinant = curve.determinant();
    const double offset =
        (curve.slopeSlope * curve.byOffset - curve.offsetSlope * curve.bySlope) / determinant;
    const double slope =
        (curve.offsetOffset * curve.bySlope - curve.offsetSlope * curve.byOffset) / determinant;
    double length = 1;
    OddsCorrection next = at;
    Curve nextCurve = curve;
    for (int halving = 0; halving < halvings; ++halving, length /= 2) {
      next = {.offset = at.offset - length * offset, .slope = at.slope - length * slope};
      nextCurve = curveAt(next, observed);
      if (nextCurve.value <= curve.value) {
        break;
      }
    }
    const double progress = curve.value - nextCurve.value;
    if (!(progress > enough)) {
      break;
    }
    at = next;
    curve = nextCurve;
  }
  at.slope = std::max(at.slope, leastSlope);
  return at;
}

}  // namespace

double OddsCorrection::probability(double logOdds) const {
  return logistic(offset + slope * logOdds);
}

CorrectionBelief correctedOdds(std::span<const std::pair<double, bool>> observed) {
  // Points of a normal distribution, in standard deviations.
  constexpr int pointsAside = 6;
  constexpr double spacing = 0.5;
  CorrectionBelief belief;
  belief.best = leastPoint(observed);
  const Curve curve = curveAt(belief.best, observed);
  const double determinant = curve.determinant();
  // The Cholesky factor of the covariance, the inverse of the second derivatives.
  const double offsetScale = std::sqrt(curve.slopeSlope / determinant);
  const double shared = -curve.offsetSlope / determinant / offsetScale;
  const double slopeScale = std::sqrt(1 / curve.slopeSlope);
  double sum = 0;
  for (int i = -pointsAside; i <= pointsAside; ++i) {
    for (int j = -pointsAside; j <= pointsAside; ++j) {
      const double x = i * spacing;
      const double y = j * spacing;
      const OddsCorrection correction{
          .offset = belief.best.offset + offsetScale * x,
          .slope = std::max(belief.best.slope + shared * x + slopeScale * y, leastSlope)};
      const double weight = std::exp(-(x * x + y * y) / 2);
      belief.possible.push_back({.correction = correction, .weight = weight});
      sum += weight;
    }
  }
  for (WeightedCorrection& possible : belief.possible) {
    possible.weight /= sum;
  }
  belief.logEvidence =
      -curve.value - std::log(offsetDeviation * slopeDeviation) - std::log(determinant) / 2;
  return belief;
}

}  // namespace touchstone::analysis
