#include "training/runs/head_learner.h"

#include "training/data/sample_order.h"
#include "training/networks/matrices.h"
#include "training/networks/network.h"
#include "training/runs/optimizer_state.h"
#include "training/runs/schedule.h"
#include "training/weights/state_dict.h"

#include <torch/nn/functional/loss.h>
#include <torch/optim/adamw.h>

#include <cmath>

namespace touchstone::training {

namespace {

constexpr std::int64_t batchSize = 32;
constexpr double weightDecay = 0.1;

/// Returns the factor that gives features a mean square of 1, so that one learning rate fits all
/// networks.
double unitScale(const torch::Tensor& features) {
  const double meanSquare = features.square().mean().item<double>();
  return meanSquare > 0 ? 1 / std::sqrt(meanSquare) : 1;
}

}  // namespace

struct HeadLearner::State {
  const Backbone& backbone;
  WeightFile backboneWeights;
  double scale;
  torch::Tensor train;
  torch::Tensor labels;
  torch::Tensor val;
  torch::nn::Linear head;
  std::unique_ptr<torch::optim::AdamW> optimizer;
  torch::Tensor bestWeight;
  torch::Tensor bestBias;
  std::uint64_t seed;
  torch::Tensor classWeights;  ///< undefined: all alike
};

HeadLearner::HeadLearner(HeadData data, const Backbone& backbone, WeightFile backboneWeights) {
  const auto train = tensorOf(data.train);
  const double scale = unitScale(train);
  torch::nn::Linear head(train.size(1), data.classes);
  torch::NoGradGuard noGradient;
  head->weight.zero_();
  head->bias.zero_();
  auto optimizer = std::make_unique<torch::optim::AdamW>(
      head->parameters(), torch::optim::AdamWOptions().weight_decay(weightDecay));
  state_ = std::make_unique<State>(State{
      backbone, std::move(backboneWeights), scale, train * scale,
      torch::tensor(std::vector<std::int64_t>(data.trainLabels.begin(), data.trainLabels.end())),
      tensorOf(data.val) * scale, head, std::move(optimizer), head->weight.clone(),
      head->bias.clone(), data.seed,
      data.classWeights.empty() ? torch::Tensor() : torch::tensor(data.classWeights)});
}

HeadLearner::~HeadLearner() = default;

std::optional<double> HeadLearner::trainEpoch(const Epoch& epoch, const std::stop_token& stop) {
  State& s = *state_;
  if (stop.stop_requested()) {
    return std::nullopt;
  }
  const auto count = s.train.size(0);
  const auto order = shuffledOrder(static_cast<std::size_t>(count), s.seed, epoch.number);
  const auto rows = torch::tensor(std::vector<std::int64_t>(order.begin(), order.end()));
  double total = 0;
  for (std::int64_t begin = 0; begin < count; begin += batchSize) {
    const auto batch = rows.slice(0, begin, std::min(begin + batchSize, count));
    const double done = static_cast<double>(begin) / static_cast<double>(count);
    const double rate = scheduledRate(epoch.learningRate, (epoch.number - 1 + done) / epoch.total);
    setLearningRate(*s.optimizer, rate);
    const auto loss = torch::nn::functional::cross_entropy(
        s.head(s.train.index_select(0, batch)), s.labels.index_select(0, batch),
        torch::nn::functional::CrossEntropyFuncOptions().weight(s.classWeights));
    s.optimizer->zero_grad();
    loss.backward();
    s.optimizer->step();
    total += loss.item<double>() * static_cast<double>(batch.size(0));
  }
  return total / static_cast<double>(count);
}

std::optional<analysis::ProbabilityMatrix> HeadLearner::validate(const std::stop_token& stop) {
  if (stop.stop_requested()) {
    return std::nullopt;
  }
  torch::NoGradGuard noGradient;
  return probabilitiesOf(state_->head(state_->val));
}

void HeadLearner::keepAsBest() {
  state_->bestWeight = state_->head->weight.detach().clone();
  state_->bestBias = state_->head->bias.detach().clone();
}

WeightFile HeadLearner::bestWeights() const {
  WeightFile weights = state_->backboneWeights;
  const auto network = makeNetwork(state_->backbone, static_cast<int>(state_->bestBias.size(0)));
  // The features were scaled while learning; here the head takes over the factor.
  weights.tensors[network->headName() + ".weight"] =
      dataOf((state_->bestWeight * state_->scale).view(network->headWeight().sizes()));
  weights.tensors[network->headName() + ".bias"] = dataOf(state_->bestBias + network->headOffset());
  return weights;
}

WeightFile HeadLearner::state() const {
  WeightFile state;
  state.tensors["weight"] = dataOf(state_->head->weight);
  state.tensors["bias"] = dataOf(state_->head->bias);
  state.tensors["best.weight"] = dataOf(state_->bestWeight);
  state.tensors["best.bias"] = dataOf(state_->bestBias);
  addOptimizerState(*state_->optimizer, state);
  return state;
}

Status HeadLearner::restore(const WeightFile& state, const WeightFile&) {
  const std::map<std::string, torch::Tensor> targets = {{"weight", state_->head->weight},
                                                        {"bias", state_->head->bias},
                                                        {"best.weight", state_->bestWeight},
                                                        {"best.bias", state_->bestBias}};
  return copyTensors(state, targets).and_then([&](Nothing) {
    return restoreOptimizerState(*state_->optimizer, state);
  });
}

analysis::ProbabilityMatrix HeadLearner::probabilities(
    const analysis::FeatureMatrix& features) const {
  torch::NoGradGuard noGradient;
  return probabilitiesOf(torch::nn::functional::linear(tensorOf(features) * state_->scale,
                                                       state_->bestWeight, state_->bestBias));
}

}  // namespace touchstone::training
