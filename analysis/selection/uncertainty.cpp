#include "analysis/selection/uncertainty.h"

#include <cmath>

namespace touchstone::analysis {

double uncertaintyOf(std::span<const double> scores) {
  double sum = 0;
  for (const double score : scores) {
    if (score > 0 && score < 1) {
      sum -= score * std::log(score) + (1 - score) * std::log1p(-score);
    }
  }
  return sum;
}

}  // namespace touchstone::analysis
