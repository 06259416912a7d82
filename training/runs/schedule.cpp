#include "training/runs/schedule.h"

#include <cmath>
#include <numbers>

namespace touchstone::training {

double scheduledRate(double peak, double progress, double warmUp) {
  if (progress < warmUp) {
    return peak * (0.1 + 0.9 * progress / warmUp);
  }
  return peak * 0.5 * (1 + std::cos(std::numbers::pi * (progress - warmUp) / (1 - warmUp)));
}

}  // namespace touchstone::training
