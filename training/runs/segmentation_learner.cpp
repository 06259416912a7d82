#include "training/runs/segmentation_learner.h"

#include "labeling/random.h"
#include "training/data/read_ahead.h"
#include "training/data/sample_order.h"
#include "training/networks/memory_layout.h"
#include "training/networks/pictures.h"
#include "training/runs/optimizer_state.h"
#include "training/runs/schedule.h"
#include "training/segmentation/elastic_deformation.h"
#include "training/segmentation/segmentation_loss.h"
#include "training/segmentation/segmenter_network.h"
#include "training/weights/state_dict.h"

#include <opencv2/imgproc.hpp>
#include <torch/nn/utils/clip_grad.h>
#include <torch/optim/adamw.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>

namespace touchstone::training {

namespace {

constexpr double largestGradient = 5;  // a single odd batch must not undo the learning so far
constexpr double weightDecay = 1e-2;
constexpr double pretrainedShare = 0.2;  // of the rate, for what is pre-trained
constexpr double deviation = 1.0 / 50;   // of the deformation, as a share of the part's side
constexpr double largestTurn = std::numbers::pi / 12;
constexpr double smallestScale = 0.8;
constexpr double largestScale = 1.25;
constexpr double brightness = 0.2;
constexpr int readers = 2;
constexpr std::size_t batchesAhead = 3;

/// Returns where each pixel of a part comes from: a square somewhere in the picture, mirrored or
/// not, turned, resized and deformed.
cv::Mat2f partMap(cv::Size picture, int part, labeling::Random& random) {
  cv::Mat2f map = elasticMap({part, part}, part * deviation, random);
  const double scale = random.real(smallestScale, largestScale);
  const double turn = random.real(-largestTurn, largestTurn);
  const double across = random.chance(0.5F) ? -1 : 1;
  const auto place = [&](int length) {
    const double slack = std::max(0.0, (length - part * scale) / 2);
    return length / 2.0 + random.real(-slack, slack);
  };
  const double x = place(picture.width);
  const double y = place(picture.height);
  const double middle = (part - 1) / 2.0;
  for (cv::Vec2f& point : map) {
    const double dx = (point[0] - middle) * scale * across;
    const double dy = (point[1] - middle) * scale;
    point = {static_cast<float>(x - 0.5 + dx * std::cos(turn) - dy * std::sin(turn)),
             static_cast<float>(y - 0.5 + dx * std::sin(turn) + dy * std::cos(turn))};
  }
  return map;
}

SegmentationExample partOf(const SegmentationExample& whole, int part, std::uint64_t seed) {
  labeling::Random random(seed, 0);
  const cv::Mat2f map = partMap(whole.picture.size(), part, random);
  SegmentationExample result;
  result.picture = deformedPicture(whole.picture, map);
  result.labels = deformedLabels(whole.labels, map);
  result.weights = whole.weights.empty() ? cv::Mat1f(part, part, 1.0F)
                                         : cv::Mat1f(deformedPicture(whole.weights, map));
  const double gain = random.real(1 - brightness, 1 + brightness);
  cv::Scalar colours;
  for (int channel = 0; channel < 3; ++channel) {
    colours[channel] = gain * random.real(1 - brightness / 4, 1 + brightness / 4);
  }
  cv::multiply(result.picture, colours, result.picture);
  return result;
}

/// Parts of pictures side by side: N×part×part×3 bytes, N×part×part bytes, N×part×part floats.
struct Batch {
  std::vector<std::uint8_t> pictures;
  std::vector<std::uint8_t> labels;
  std::vector<float> weights;
  int count = 0;

  void add(const SegmentationExample& example) {
    append(pictures, example.picture);
    append(labels, example.labels);
    append(weights, example.weights);
    ++count;
  }

private:
  template <class Value>
  static void append(std::vector<Value>& values, const cv::Mat& pixels) {
    const auto* first = pixels.ptr<Value>();
    values.insert(values.end(), first,
                  first + pixels.total() * static_cast<std::size_t>(pixels.channels()));
  }
};

std::unique_ptr<torch::optim::Optimizer> optimizerOf(SegmentationNetwork& network,
                                                     bool pretrained) {
  std::vector<torch::optim::OptimizerParamGroup> groups;
  std::vector<torch::Tensor> known;
  std::vector<torch::Tensor> fresh;
  for (const auto& item : network.named_parameters()) {
    const bool isKnown = pretrained && item.key().starts_with("down.");
    (isKnown ? known : fresh).push_back(item.value());
  }
  for (auto& parameters : {fresh, known}) {
    if (!parameters.empty()) {
      groups.emplace_back(parameters, std::make_unique<torch::optim::AdamWOptions>(
                                          torch::optim::AdamWOptions().weight_decay(weightDecay)));
    }
  }
  return std::make_unique<torch::optim::AdamW>(std::move(groups));
}

}  // namespace

struct SegmentationLearner::State {
  std::shared_ptr<SegmentationNetwork> network;
  std::unique_ptr<torch::optim::Optimizer> optimizer;
  const SegmentationPictures& train;
  SegmentationLearning options;
  std::vector<std::size_t> parts;  ///< the picture of each part of an epoch
  SegmentationLossOptions loss;
  WeightFile best;

  [[nodiscard]] auto batches(int epoch) const {
    const auto order = shuffledOrder(parts.size(), options.seed, epoch);
    const auto size = static_cast<std::size_t>(options.batch);
    const auto make = [this, order, size, epoch](std::size_t number) {
      Batch batch;
      for (std::size_t i = number * size; i < std::min(order.size(), (number + 1) * size); ++i) {
        const auto seed = mixedSeed(options.seed, static_cast<std::uint64_t>(epoch), order[i] + 1);
        batch.add(partOf(train.example(parts[order[i]]), options.part, seed));
      }
      return batch;
    };
    return std::make_unique<ReadAhead<Batch>>((order.size() + size - 1) / size, readers,
                                              batchesAhead, make);
  }

  void setRate(double rate) {
    auto& groups = optimizer->param_groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
      groups[i].options().set_lr(i == 0 ? rate : rate * pretrainedShare);
    }
  }

  /// Trains on one batch and returns its loss.
  double step(Batch& batch) {
    const std::int64_t part = options.part;
    const auto pictures = normalisedPictures(batch.pictures, options.part);
    const auto labels =
        torch::from_blob(batch.labels.data(), {batch.count, part, part}, torch::kByte)
            .to(torch::kLong);
    const auto weights =
        torch::from_blob(batch.weights.data(), {batch.count, part, part}, torch::kFloat);
    const auto value = segmentationLoss(network->forward(pictures), labels, weights, loss);
    network->zero_grad(true);
    value.backward();
    torch::nn::utils::clip_grad_norm_(network->parameters(), largestGradient);
    optimizer->step();
    return value.item<double>();
  }
};

SegmentationLearner::SegmentationLearner(std::unique_ptr<State> state) : state_(std::move(state)) {}
SegmentationLearner::~SegmentationLearner() = default;

Result<std::unique_ptr<SegmentationLearner>> SegmentationLearner::make(
    const WeightFile& weights, const SegmentationPictures& train, SegmentationLearning options) {
  torch::manual_seed(options.seed);
  auto network = makeSegmenter(layoutOf(options.kind));
  if (!weights.tensors.empty()) {
    const auto loaded =
        loadStateDict(network->body()->network(), weights, "The file of pre-trained weights");
    if (!loaded) {
      return loaded.error();
    }
  }
  if (options.pretrained) {
    network->body()->freezeNormalisation();
  }
  std::vector<std::size_t> parts;
  for (std::size_t i = 0; i < train.images().size(); ++i) {
    parts.insert(parts.end(), static_cast<std::size_t>(partsOf(train.sizeOf(i), options.part)), i);
  }
  SegmentationLossOptions loss;
  if (!options.classWeights.empty()) {
    loss.classWeights = torch::tensor(options.classWeights);
  }
  keepChannelsLast(*network);
  auto optimizer = optimizerOf(*network, options.pretrained);
  return std::unique_ptr<SegmentationLearner>(
      new SegmentationLearner(std::unique_ptr<State>(new State{std::move(network),
                                                               std::move(optimizer),
                                                               train,
                                                               std::move(options),
                                                               std::move(parts),
                                                               std::move(loss),
                                                               {}})));
}

std::optional<double> SegmentationLearner::trainEpoch(const Epoch& epoch,
                                                      const std::stop_token& stop) {
  State& s = *state_;
  s.network->train();
  const auto batches = s.batches(epoch.number);
  const auto parts = static_cast<double>(s.parts.size());
  double total = 0;
  double done = 0;
  while (auto batch = batches->next()) {
    if (stop.stop_requested()) {
      return std::nullopt;
    }
    const double share = done / parts;
    s.setRate(scheduledRate(epoch.learningRate, (epoch.number - 1 + share) / epoch.total));
    const double loss = s.step(*batch);
    if (!std::isfinite(loss)) {
      return loss;
    }
    total += loss * batch->count;
    done += batch->count;
    s.options.progress(epoch.number - 1 + share);
  }
  return isFinite(*s.network) ? total / std::max(done, 1.0)
                              : std::numeric_limits<double>::quiet_NaN();
}

cv::Mat1b SegmentationLearner::labelsOf(const cv::Mat& picture) {
  state_->network->eval();
  return segmented(*state_->network, picture).labels;
}

void SegmentationLearner::keepAsBest() {
  state_->best = stateDictOf(*state_->network);
}

WeightFile SegmentationLearner::bestWeights() const {
  return state_->best;
}

WeightFile SegmentationLearner::state() const {
  WeightFile state = stateDictOf(*state_->network);
  addOptimizerState(*state_->optimizer, state);
  return state;
}

Status SegmentationLearner::restore(const WeightFile& state, const WeightFile& best) {
  state_->best = best;
  return copyTensors(state, tensorsOf(*state_->network)).and_then([&](Nothing) {
    return restoreOptimizerState(*state_->optimizer, state);
  });
}

int partsOf(labeling::ImageSize picture, int part) {
  const double area = static_cast<double>(picture.width) * picture.height;
  return std::max(1, static_cast<int>(std::lround(area / part / part)));
}

}  // namespace touchstone::training
