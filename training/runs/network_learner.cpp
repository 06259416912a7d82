#include "training/runs/network_learner.h"

#include "training/data/picture_batches.h"
#include "training/data/sample_order.h"
#include "training/networks/matrices.h"
#include "training/networks/memory_layout.h"
#include "training/networks/network.h"
#include "training/networks/pictures.h"
#include "training/runs/learning_parameters.h"
#include "training/runs/optimizer_state.h"
#include "training/runs/schedule.h"
#include "training/runs/training_pictures.h"
#include "training/runs/weight_average.h"
#include "training/weights/state_dict.h"

#include <torch/nn/functional/loss.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/utils/clip_grad.h>
#include <torch/utils.h>

#include <algorithm>
#include <tuple>

namespace touchstone::training {

namespace {

constexpr double labelSmoothing = 0.1;
constexpr double largestGradient = 5;  // a single odd batch must not undo the learning so far
constexpr std::size_t validationBatch = 16;
constexpr double averageDecay = 0.99;

/// Turns learning on. Statistics of pre-trained normalisations stay unless there are many pictures.
void setTraining(Network& network, LearningMode mode) {
  network.train();
  if (measuresStatistics(mode)) {
    return;
  }
  for (const auto& module : network.modules()) {
    if (module->as<torch::nn::BatchNorm2d>() != nullptr) {
      module->eval();
    }
  }
}

/// Returns the pictures N×3×H×W mixed in pairs, and their labels N as N×K shares of classes. The
/// order of pairs and the shares come from LibTorch's generator, which each epoch seeds.
std::pair<torch::Tensor, torch::Tensor> mixedInPairs(const torch::Tensor& pictures,
                                                     const torch::Tensor& labels,
                                                     const NetworkOptions& options) {
  using torch::indexing::Slice;
  labeling::Random random(static_cast<std::uint64_t>(torch::randint(1L << 62, {1}).item<int64_t>()),
                          0);
  const int size = static_cast<int>(pictures.size(3));
  const auto plan = mixingPlan(options.mixing, {size, size}, random);
  const auto second = torch::randperm(pictures.size(0)).to(pictures.device());
  auto mixed = pictures.clone();
  if (options.mixing == Mixing::MixUp) {
    mixed = plan.firstShare * pictures + (1 - plan.firstShare) * pictures.index_select(0, second);
  } else {
    const Slice rows(plan.area.y, plan.area.y + plan.area.height);
    const Slice columns(plan.area.x, plan.area.x + plan.area.width);
    const at::indexing::TensorIndex part[] = {Slice(), Slice(), rows, columns};
    mixed.index_put_(part, pictures.index_select(0, second).index(part));
  }
  const auto shares = torch::one_hot(labels, options.classes).to(pictures.scalar_type());
  return {mixed, plan.firstShare * shares + (1 - plan.firstShare) * shares.index_select(0, second)};
}

/// Returns the mean logits over the views by which a picture is judged.
torch::Tensor logitsOf(Network& network, const torch::Tensor& input, Views views) {
  if (views == Views::One) {
    return network.forward(input);
  }
  const int turns = views == Views::Turned ? 4 : 1;
  torch::Tensor sum;
  for (const torch::Tensor& side : {input, input.flip(3)}) {
    for (int turn = 0; turn < turns; ++turn) {
      const auto view = turn == 0 ? side : side.rot90(turn, {2, 3});
      const auto logits = network.forward(view.contiguous(torch::MemoryFormat::ChannelsLast));
      sum = sum.defined() ? sum + logits : logits;
    }
  }
  return sum / (2 * turns);
}

}  // namespace

struct NetworkLearner::State {
  std::shared_ptr<Network> network;
  const PictureStore& train;
  const PictureStore& val;
  NetworkOptions options;
  torch::Device device;
  LearningParameters learning;
  std::optional<WeightAverage> average;
  torch::Tensor classWeights;  ///< undefined: all alike
  WeightFile best;

  /// Returns the network that is measured and kept.
  [[nodiscard]] Network& result() { return average ? average->network() : *network; }

  torch::Tensor input(const PictureBatch& batch, int size) const {
    return normalisedPictures(batch.pixels, size, device);
  }

  /// Returns the training pictures of one pass, in its order, each varied in its own way.
  [[nodiscard]] std::unique_ptr<ReadAhead<PictureBatch>> batches(int pass, int size) const {
    auto order = shuffledOrder(options.trainRows.size(), options.seed, pass);
    std::transform(order.begin(), order.end(), order.begin(),
                   [&](std::size_t i) { return options.trainRows[i]; });
    const auto change = [this, pass, size](const cv::Mat& picture, std::size_t sample) {
      const auto seed = mixedSeed(options.seed, static_cast<std::uint64_t>(pass), sample + 1);
      const int label = train.sample(sample).label;
      return augmented(
          options.variation.changes(label)
              ? varied(picture, options.variation.recipes[static_cast<std::size_t>(label)], seed)
              : picture,
          size, options.augmentation, seed);
    };
    return readBatches(train, order, static_cast<std::size_t>(options.batch), change);
  }

  /// Trains on one batch and returns the sum of its losses.
  double step(const PictureBatch& batch, int size) {
    namespace functional = torch::nn::functional;
    auto pictures = input(batch, size);
    auto labels = torch::tensor(batch.labels).to(device);
    if (options.mixing != Mixing::None) {
      std::tie(pictures, labels) = mixedInPairs(pictures, labels, options);
    }
    const auto loss = functional::cross_entropy(
        network->forward(pictures), labels,
        functional::CrossEntropyFuncOptions().label_smoothing(labelSmoothing).weight(classWeights));
    learning.optimizer().zero_grad();
    loss.backward();
    torch::nn::utils::clip_grad_norm_(network->parameters(), largestGradient);
    learning.optimizer().step();
    if (average) {
      average->follow(*network);
    }
    return loss.item<double>() * static_cast<double>(batch.labels.size());
  }
};

NetworkLearner::NetworkLearner(std::unique_ptr<State> state) : state_(std::move(state)) {}
NetworkLearner::~NetworkLearner() = default;

Result<std::unique_ptr<NetworkLearner>> NetworkLearner::make(const Backbone& backbone,
                                                             const WeightFile& weights,
                                                             const PictureStore& train,
                                                             const PictureStore& val,
                                                             NetworkOptions options) {
  if (options.trainRows.empty()) {
    options.trainRows = train.readable();
  }
  if (options.valRows.empty()) {
    options.valRows = val.readable();
  }
  torch::manual_seed(options.seed);
  auto network = makeNetwork(backbone, options.classes);
  if (!weights.tensors.empty()) {
    const auto loaded = loadStateDict(*network, weights, "The file of pre-trained weights");
    if (!loaded) {
      return loaded.error();
    }
  }
  const torch::Device device(options.cuda ? torch::kCUDA : torch::kCPU);
  network->to(device);
  keepChannelsLast(*network);
  LearningParameters learning(*network, options.mode, options.freeze);
  std::optional<WeightAverage> average;
  if (options.mode == LearningMode::FineTuning) {
    auto copy = makeNetwork(backbone, options.classes);
    copy->to(device);
    keepChannelsLast(*copy);
    average.emplace(std::move(copy), *network, averageDecay);
  }
  const auto weightsOfClasses = options.classWeights.empty()
                                    ? torch::Tensor()
                                    : torch::tensor(options.classWeights).to(device);
  return std::unique_ptr<NetworkLearner>(
      new NetworkLearner(std::unique_ptr<State>(new State{std::move(network),
                                                          train,
                                                          val,
                                                          std::move(options),
                                                          device,
                                                          std::move(learning),
                                                          std::move(average),
                                                          weightsOfClasses,
                                                          {}})));
}

std::optional<std::vector<RateTrial>> NetworkLearner::tryRates(int steps,
                                                               const std::stop_token& stop) {
  State& s = *state_;
  setTraining(*s.network, s.options.mode);
  s.learning.unlock(1);
  std::vector<RateTrial> trials;
  for (int pass = 1; static_cast<int>(trials.size()) < steps; ++pass) {
    const auto batches = s.batches(pass, s.options.size);
    while (const auto batch = batches->next()) {
      if (stop.stop_requested()) {
        return std::nullopt;
      }
      const double rate = trialRate(static_cast<int>(trials.size()), steps);
      s.learning.setRate(rate);
      const auto count = static_cast<double>(batch->labels.size());
      trials.push_back({rate, s.step(*batch, s.options.size) / count});
      if (hasDiverged(trials) || static_cast<int>(trials.size()) == steps) {
        return trials;
      }
    }
  }
  return trials;
}

std::optional<double> NetworkLearner::trainEpoch(const Epoch& epoch, const std::stop_token& stop) {
  State& s = *state_;
  const auto number = static_cast<std::uint64_t>(epoch.number);
  torch::manual_seed(mixedSeed(s.options.seed, number, 0));  // dropout: the same after a resume
  setTraining(*s.network, s.options.mode);
  const int size = trainingSizeAt(s.options.mode, s.options.size,
                                  (epoch.number - 1) / static_cast<double>(epoch.total));
  const double warmUp = s.options.mode == LearningMode::PreTraining ? 0.3 : 0.05;
  const auto batches = s.batches(epoch.number, size);
  double total = 0;
  std::size_t done = 0;
  while (const auto batch = batches->next()) {
    if (stop.stop_requested()) {
      return std::nullopt;
    }
    const double share =
        static_cast<double>(done) / static_cast<double>(s.options.trainRows.size());
    const double progress = (epoch.number - 1 + share) / epoch.total;
    s.learning.unlock(progress);
    s.learning.setRate(scheduledRate(epoch.learningRate, progress, warmUp));
    // A normalisation cannot learn from a single picture.
    if (batch->labels.size() > 1 || s.options.trainRows.size() == 1) {
      total += s.step(*batch, size);
    }
    done += batch->labels.size();
    s.options.progress(epoch.number - 1 + share);
  }
  return total / static_cast<double>(std::max<std::size_t>(done, 1));
}

std::optional<analysis::ProbabilityMatrix> NetworkLearner::validate(const std::stop_token& stop) {
  State& s = *state_;
  torch::NoGradGuard noGradient;
  Network& network = s.result();
  network.eval();
  const auto batches = readBatches(s.val, s.options.valRows, validationBatch,
                                   [](const cv::Mat& picture, std::size_t) { return picture; });
  std::vector<torch::Tensor> logits;
  while (const auto batch = batches->next()) {
    if (stop.stop_requested()) {
      return std::nullopt;
    }
    const auto input = s.input(*batch, s.options.size);
    logits.push_back(logitsOf(network, input, s.options.views).to(torch::kCPU));
  }
  return probabilitiesOf(torch::cat(logits));
}

void NetworkLearner::keepAsBest() {
  state_->best = stateDictOf(state_->result());
}

WeightFile NetworkLearner::bestWeights() const {
  return state_->best;
}

WeightFile NetworkLearner::state() const {
  WeightFile state = stateDictOf(*state_->network);
  addOptimizerState(state_->learning.optimizer(), state);
  if (state_->average) {
    state_->average->addTo(state);
  }
  return state;
}

Status NetworkLearner::restore(const WeightFile& state, const WeightFile& best) {
  state_->best = best;
  return copyTensors(state, tensorsOf(*state_->network))
      .and_then([&](Nothing) { return restoreOptimizerState(state_->learning.optimizer(), state); })
      .and_then([&](Nothing) -> Status {
        return state_->average ? state_->average->restore(state) : Nothing{};
      });
}

}  // namespace touchstone::training
