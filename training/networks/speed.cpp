#include "training/networks/speed.h"

#include "training/networks/network.h"

#include <torch/nn/functional/loss.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>
#include <map>
#include <mutex>
#include <tuple>

namespace touchstone::training {

namespace {

constexpr int pictures = 8;

/// Returns the seconds of the fastest of some steps: it was the least disturbed by other programs.
/// The first one prepares the convolutions for the shape and does not count.
double fastestStep(int steps, const std::function<void()>& step) {
  step();
  double fastest = std::numeric_limits<double>::infinity();
  for (int i = 0; i < steps; ++i) {
    const auto start = std::chrono::steady_clock::now();
    step();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    fastest = std::min(fastest, seconds.count());
  }
  return fastest;
}

torch::Tensor trialPictures(int size) {
  return torch::rand({pictures, size, size, 3}).permute({0, 3, 1, 2});
}

double measurePredicting(const Backbone& backbone, int size) {
  const c10::InferenceMode inference;
  const auto network = makeNetwork(backbone, 2);
  network->foldNormalisation();
  const auto input = trialPictures(size);
  return fastestStep(3, [&] { static_cast<void>(network->forward(input)); }) / pictures;
}

double measureLearning(const Backbone& backbone, int size, int freeze) {
  const auto network = makeNetwork(backbone, 2);
  network->train();
  for (const auto& item : network->named_parameters()) {
    torch::Tensor(item.value()).requires_grad_(network->stageOf(item.key()) >= freeze);
  }
  const auto input = trialPictures(size);
  const auto labels = torch::zeros({pictures}, torch::kLong);
  const auto step = [&] {
    network->zero_grad();
    torch::nn::functional::cross_entropy(network->forward(input), labels).backward();
  };
  return fastestStep(2, step) / pictures;
}

/// Measures once for each key.
template <class Key, class Measure>
double remembered(std::map<Key, double>& known, const Key& key, const Measure& measure) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  const auto entry = known.find(key);
  return entry != known.end() ? entry->second : known[key] = measure();
}

}  // namespace

double secondsPerPicture(const Backbone& backbone, int size) {
  using Key = std::pair<std::string_view, int>;
  static std::map<Key, double> known;
  return remembered(known, Key{backbone.name, size},
                    [&] { return measurePredicting(backbone, size); });
}

PictureCost pictureCost(const Backbone& backbone, int size, int freeze) {
  using Key = std::tuple<std::string_view, int, int>;
  static std::map<Key, double> known;
  const double learn = remembered(known, Key{backbone.name, size, freeze},
                                  [&] { return measureLearning(backbone, size, freeze); });
  return {secondsPerPicture(backbone, size), learn};
}

}  // namespace touchstone::training
