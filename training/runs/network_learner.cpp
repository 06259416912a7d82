#include "training/runs/network_learner.h"

#include "training/data/picture_batches.h"
#include "training/data/sample_order.h"
#include "training/networks/matrices.h"
#include "training/networks/network.h"
#include "training/networks/pictures.h"
#include "training/runs/optimizer_state.h"
#include "training/runs/schedule.h"
#include "training/runs/training_pictures.h"
#include "training/weights/state_dict.h"

#include <torch/nn/functional/loss.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/utils/clip_grad.h>
#include <torch/optim/adamw.h>
#include <torch/optim/sgd.h>
#include <torch/utils.h>

#include <algorithm>

namespace touchstone::training {

namespace {

constexpr double labelSmoothing = 0.1;
constexpr double largestGradient = 5;  // a single odd batch must not undo the learning so far
constexpr std::size_t validationBatch = 16;

bool isFrozen(const Network& network, const std::string& parameter, int stages) {
  for (int stage = 0; stage < std::min(stages, network.stageCount()); ++stage) {
    for (const auto& prefix : network.stagePrefixes(stage)) {
      if (parameter.starts_with(prefix)) {
        return true;
      }
    }
  }
  return false;
}

std::vector<torch::Tensor> learningParameters(const Network& network, int freeze) {
  std::vector<torch::Tensor> parameters;
  for (const auto& item : network.named_parameters()) {
    torch::Tensor parameter = item.value();
    parameter.requires_grad_(!isFrozen(network, item.key(), freeze));
    if (parameter.requires_grad()) {
      parameters.push_back(parameter);
    }
  }
  return parameters;
}

/// Lays out the filters as the pictures are, a pixel's channels side by side, so that no step has
/// to turn one into the other.
void keepChannelsLast(Network& network) {
  for (torch::Tensor parameter : network.parameters()) {
    if (parameter.dim() == 4) {
      parameter.set_data(parameter.data().contiguous(torch::MemoryFormat::ChannelsLast));
    }
  }
}

std::unique_ptr<torch::optim::Optimizer> makeOptimizer(std::vector<torch::Tensor> parameters,
                                                       LearningMode mode) {
  if (mode == LearningMode::FromScratch) {
    return std::make_unique<torch::optim::AdamW>(std::move(parameters),
                                                 torch::optim::AdamWOptions().weight_decay(0.05));
  }
  const auto options = torch::optim::SGDOptions(1e-3).momentum(0.9).nesterov(true);
  if (mode != LearningMode::PreTraining) {
    return std::make_unique<torch::optim::SGD>(
        std::move(parameters), torch::optim::SGDOptions(options).weight_decay(1e-4));
  }
  // Offsets and the factors of normalisations are few and need no decay (He et al. 2018).
  const auto hasMatrix = [](const torch::Tensor& parameter) { return parameter.dim() > 1; };
  const auto others = std::stable_partition(parameters.begin(), parameters.end(), hasMatrix);
  std::vector<torch::optim::OptimizerParamGroup> groups;
  groups.emplace_back(std::vector<torch::Tensor>(parameters.begin(), others),
                      std::make_unique<torch::optim::SGDOptions>(
                          torch::optim::SGDOptions(options).weight_decay(5e-4)));
  groups.emplace_back(std::vector<torch::Tensor>(others, parameters.end()),
                      std::make_unique<torch::optim::SGDOptions>(options));
  return std::make_unique<torch::optim::SGD>(std::move(groups), options);
}

/// Turns learning on. Statistics of pre-trained normalisations stay: those of a few pictures are
/// worse than those of a million.
void setTraining(Network& network, LearningMode mode) {
  network.train();
  if (startsFromRandomWeights(mode)) {
    return;
  }
  for (const auto& module : network.modules()) {
    if (module->as<torch::nn::BatchNorm2d>() != nullptr) {
      module->eval();
    }
  }
}

/// Returns the mean logits over the four quarter turns of the pictures and of their mirror images:
/// what lies at any angle is judged from all of them.
torch::Tensor logitsOfTurns(Network& network, const torch::Tensor& input) {
  torch::Tensor sum;
  for (const torch::Tensor& side : {input, input.flip(3)}) {
    for (int turn = 0; turn < 4; ++turn) {
      const auto view = turn == 0 ? side : side.rot90(turn, {2, 3});
      const auto logits = network.forward(view.contiguous(torch::MemoryFormat::ChannelsLast));
      sum = sum.defined() ? sum + logits : logits;
    }
  }
  return sum / 8;
}

}  // namespace

struct NetworkLearner::State {
  std::shared_ptr<Network> network;
  const PictureStore& train;
  const PictureStore& val;
  NetworkOptions options;
  torch::Device device;
  std::unique_ptr<torch::optim::Optimizer> optimizer;
  WeightFile best;

  torch::Tensor input(const PictureBatch& batch, int size) const {
    return normalisedPictures(batch.pixels, size).to(device);
  }

  /// Trains on one batch and returns the sum of its losses.
  double step(const PictureBatch& batch, int size) {
    namespace functional = torch::nn::functional;
    const auto labels = torch::tensor(batch.labels).to(device);
    const auto loss = functional::cross_entropy(
        network->forward(input(batch, size)), labels,
        functional::CrossEntropyFuncOptions().label_smoothing(labelSmoothing));
    optimizer->zero_grad();
    loss.backward();
    torch::nn::utils::clip_grad_norm_(network->parameters(), largestGradient);
    optimizer->step();
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
  auto optimizer = makeOptimizer(learningParameters(*network, options.freeze), options.mode);
  return std::unique_ptr<NetworkLearner>(new NetworkLearner(std::unique_ptr<State>(new State{
      std::move(network), train, val, std::move(options), device, std::move(optimizer), {}})));
}

std::optional<double> NetworkLearner::trainEpoch(const Epoch& epoch, const std::stop_token& stop) {
  State& s = *state_;
  const auto number = static_cast<std::uint64_t>(epoch.number);
  torch::manual_seed(mixedSeed(s.options.seed, number, 0));  // dropout: the same after a resume
  setTraining(*s.network, s.options.mode);
  auto order = shuffledOrder(s.options.trainRows.size(), s.options.seed, epoch.number);
  std::transform(order.begin(), order.end(), order.begin(),
                 [&](std::size_t i) { return s.options.trainRows[i]; });
  const int size = trainingSizeAt(s.options.mode, s.options.size,
                                  (epoch.number - 1) / static_cast<double>(epoch.total));
  const double warmUp = s.options.mode == LearningMode::PreTraining ? 0.2 : 0.05;
  const auto change = [&s, number, size](const cv::Mat& picture, std::size_t sample) {
    return augmented(picture, size, s.options.augmentation,
                     mixedSeed(s.options.seed, number, sample + 1));
  };
  const auto batches =
      readBatches(s.train, order, static_cast<std::size_t>(s.options.batch), change);
  double total = 0;
  std::size_t done = 0;
  while (const auto batch = batches->next()) {
    if (stop.stop_requested()) {
      return std::nullopt;
    }
    const double share = static_cast<double>(done) / static_cast<double>(order.size());
    setLearningRate(*s.optimizer, scheduledRate(epoch.learningRate,
                                                (epoch.number - 1 + share) / epoch.total, warmUp));
    // A normalisation cannot learn from a single picture.
    if (batch->labels.size() > 1 || order.size() == 1) {
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
  s.network->eval();
  const auto batches = readBatches(s.val, s.options.valRows, validationBatch,
                                   [](const cv::Mat& picture, std::size_t) { return picture; });
  std::vector<torch::Tensor> logits;
  while (const auto batch = batches->next()) {
    if (stop.stop_requested()) {
      return std::nullopt;
    }
    const auto input = s.input(*batch, s.options.size);
    const auto seen =
        s.options.turns ? logitsOfTurns(*s.network, input) : s.network->forward(input);
    logits.push_back(seen.to(torch::kCPU));
  }
  return probabilitiesOf(torch::cat(logits));
}

void NetworkLearner::keepAsBest() {
  state_->best = stateDictOf(*state_->network);
}

WeightFile NetworkLearner::bestWeights() const {
  return state_->best;
}

WeightFile NetworkLearner::state() const {
  WeightFile state = stateDictOf(*state_->network);
  addOptimizerState(*state_->optimizer, state);
  return state;
}

Status NetworkLearner::restore(const WeightFile& state, const WeightFile& best) {
  state_->best = best;
  return copyTensors(state, tensorsOf(*state_->network)).and_then([&](Nothing) {
    return restoreOptimizerState(*state_->optimizer, state);
  });
}

}  // namespace touchstone::training
