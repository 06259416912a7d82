#include "training/networks/speed.h"

#include "training/networks/network.h"

#include <chrono>

namespace touchstone::training {

double secondsPerPicture(const Backbone& backbone, int size) {
  constexpr int pictures = 4;
  c10::InferenceMode inference;
  const auto network = makeNetwork(backbone, 2);
  network->foldNormalisation();
  const auto input = torch::zeros({pictures, size, size, 3}).permute({0, 3, 1, 2});
  static_cast<void>(network->forward(input.slice(0, 0, 1)));
  const auto start = std::chrono::steady_clock::now();
  static_cast<void>(network->forward(input));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  return seconds.count() / pictures;
}

}  // namespace touchstone::training
