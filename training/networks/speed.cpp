#include "training/networks/speed.h"

#include "training/networks/network.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace touchstone::training {

double secondsPerPicture(const Backbone& backbone, int size) {
  constexpr int pictures = 8;
  c10::InferenceMode inference;
  const auto network = makeNetwork(backbone, 2);
  network->foldNormalisation();
  const auto input = torch::zeros({pictures, size, size, 3}).permute({0, 3, 1, 2});
  // The first pass prepares the convolutions for this shape; of the others the fastest was the
  // least disturbed by other programs.
  double fastest = std::numeric_limits<double>::infinity();
  static_cast<void>(network->forward(input));
  for (int i = 0; i < 3; ++i) {
    const auto start = std::chrono::steady_clock::now();
    static_cast<void>(network->forward(input));
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    fastest = std::min(fastest, seconds.count());
  }
  return fastest / pictures;
}

}  // namespace touchstone::training
