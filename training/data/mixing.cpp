#include "training/data/mixing.h"

#include "labeling/augmentation/composition.h"

#include <cmath>

namespace touchstone::training {

namespace {

/// Returns a number of the beta distribution with both parameters `alpha`, at most 1 (Jöhnk 1964).
double symmetricBeta(double alpha, labeling::Random& random) {
  for (;;) {
    const double first = std::pow(random.real(), 1 / alpha);
    const double second = std::pow(random.real(), 1 / alpha);
    if (const double sum = first + second; sum > 0 && sum <= 1) {
      return first / sum;
    }
  }
}

}  // namespace

std::optional<Mixing> mixingFromName(std::string_view name) {
  if (name == "none") {
    return Mixing::None;
  }
  if (name == "mixup") {
    return Mixing::MixUp;
  }
  return name == "cutmix" ? std::optional(Mixing::CutMix) : std::nullopt;
}

MixingPlan mixingPlan(Mixing mixing, labeling::ImageSize size, labeling::Random& random) {
  MixingPlan plan;
  if (mixing == Mixing::MixUp) {
    plan.firstShare = symmetricBeta(0.2, random);
  } else if (mixing == Mixing::CutMix) {
    plan.area = labeling::randomCutMixArea(size, random.real(), random);
    plan.firstShare =
        1 - static_cast<double>(plan.area.area()) / (static_cast<double>(size.width) * size.height);
  }
  return plan;
}

}  // namespace touchstone::training
