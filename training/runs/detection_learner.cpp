#include "training/runs/detection_learner.h"

#include "labeling/random.h"
#include "training/data/read_ahead.h"
#include "training/data/sample_order.h"
#include "training/detection/picture_tensors.h"
#include "training/networks/memory_layout.h"
#include "training/runs/optimizer_state.h"
#include "training/runs/schedule.h"
#include "training/weights/state_dict.h"

#include <opencv2/core.hpp>
#include <torch/nn/utils/clip_grad.h>
#include <torch/optim/sgd.h>
#include <torch/utils.h>

#include <cmath>
#include <limits>

namespace touchstone::training {

namespace {

constexpr double largestGradient = 10;  // a single odd batch must not undo the learning so far
constexpr double momentum = 0.9;
constexpr double weightDecay = 1e-4;
constexpr double brightness = 0.2;
constexpr int readers = 2;
constexpr std::size_t batchesAhead = 3;

/// A training picture, varied, and where its objects are now; boxes in its own pixels.
struct Example {
  cv::Mat picture;
  std::vector<labeling::Box> boxes;
  std::vector<int> labels;
  std::vector<labeling::Box> ignored;
};

void mirror(std::vector<labeling::Box>& boxes, double width) {
  for (labeling::Box& box : boxes) {
    box = {width - box.x1, box.y0, width - box.x0, box.y1};
  }
}

void resize(std::vector<labeling::Box>& boxes, double x, double y) {
  for (labeling::Box& box : boxes) {
    box = {box.x0 * x, box.y0 * y, box.x1 * x, box.y1 * y};
  }
}

Example exampleOf(const DetectionPictures& pictures, std::size_t index, std::uint64_t seed) {
  const DetectionImage& image = pictures.images()[index];
  labeling::Random random(seed, 0);
  Example example{pictures.picture(index), image.boxes, image.labels, image.ignored};
  const double x = static_cast<double>(example.picture.cols) / image.size.width;
  const double y = static_cast<double>(example.picture.rows) / image.size.height;
  const bool isMirrored = random.chance(0.5F);
  if (isMirrored) {
    cv::Mat mirrored;  // the picture itself belongs to all epochs
    cv::flip(example.picture, mirrored, 1);
    example.picture = mirrored;
  }
  for (auto* boxes : {&example.boxes, &example.ignored}) {
    resize(*boxes, x, y);
    if (isMirrored) {
      mirror(*boxes, example.picture.cols);
    }
  }
  const double gain = random.real(1 - brightness, 1 + brightness);
  cv::Scalar colours;
  for (int channel = 0; channel < 3; ++channel) {
    colours[channel] = gain * random.real(1 - brightness / 4, 1 + brightness / 4);
  }
  cv::Mat lit;
  cv::multiply(example.picture, colours, lit);
  example.picture = lit;
  return example;
}

torch::Tensor tensorOfBoxes(const std::vector<labeling::Box>& boxes) {
  auto tensor = torch::empty({static_cast<std::int64_t>(boxes.size()), 4});
  float* values = tensor.data_ptr<float>();
  for (const labeling::Box& box : boxes) {
    for (const double edge : {box.x0, box.y0, box.x1, box.y1}) {
      *values++ = static_cast<float>(edge);
    }
  }
  return tensor;
}

DetectionTarget targetOf(const Example& example, labeling::ImageSize size) {
  const labeling::ImageSize own{example.picture.cols, example.picture.rows};
  std::vector<std::int64_t> labels;
  for (const int label : example.labels) {
    labels.push_back(label + 1);
  }
  return {resizedBoxes(tensorOfBoxes(example.boxes), own, size),
          torch::tensor(labels, torch::kLong),
          resizedBoxes(tensorOfBoxes(example.ignored), own, size)};
}

std::unique_ptr<torch::optim::Optimizer> optimizerOf(const FasterRcnn& network) {
  std::vector<torch::Tensor> learning;
  for (const auto& parameter : network.parameters()) {
    if (parameter.requires_grad()) {
      learning.push_back(parameter);
    }
  }
  return std::make_unique<torch::optim::SGD>(
      learning, torch::optim::SGDOptions(0).momentum(momentum).weight_decay(weightDecay));
}

}  // namespace

struct DetectionLearner::State {
  FasterRcnn network;
  std::unique_ptr<torch::optim::Optimizer> optimizer;
  const DetectionPictures& train;
  DetectionLearning options;
  WeightFile best;

  [[nodiscard]] auto batches(int epoch) const {
    using Batch = std::vector<Example>;
    const auto order = shuffledOrder(train.images().size(), options.seed, epoch);
    const auto size = static_cast<std::size_t>(options.batch);
    const auto make = [this, order, size, epoch](std::size_t number) {
      Batch batch;
      for (std::size_t i = number * size; i < std::min(order.size(), (number + 1) * size); ++i) {
        batch.push_back(
            exampleOf(train, order[i],
                      mixedSeed(options.seed, static_cast<std::uint64_t>(epoch), order[i] + 1)));
      }
      return batch;
    };
    return std::make_unique<ReadAhead<Batch>>((order.size() + size - 1) / size, readers,
                                              batchesAhead, make);
  }

  /// Trains on one batch, its pictures `scale` times as large as usual, and returns the loss.
  double step(const std::vector<Example>& batch, double scale) {
    std::vector<torch::Tensor> pictures;
    for (const Example& example : batch) {
      pictures.push_back(tensorOfPicture(example.picture));
    }
    const auto side = [&](int length) { return static_cast<int>(std::lround(length * scale)); };
    const auto prepared =
        preparedPictures(pictures, side(options.kind.size.shorter), side(options.kind.size.longer),
                         torch::MemoryFormat::ChannelsLast);
    std::vector<DetectionTarget> targets;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      targets.push_back(targetOf(batch[i], prepared.sizes[i]));
    }
    const auto loss = network.learn(prepared, targets).sum();
    network.zero_grad(true);  // what a batch does not reach stays as it is, after a resume too
    loss.backward();
    torch::nn::utils::clip_grad_norm_(network.parameters(), largestGradient);
    optimizer->step();
    return loss.item<double>();
  }
};

DetectionLearner::DetectionLearner(std::unique_ptr<State> state) : state_(std::move(state)) {}
DetectionLearner::~DetectionLearner() = default;

Result<std::unique_ptr<DetectionLearner>> DetectionLearner::make(const WeightFile& weights,
                                                                 const DetectionPictures& train,
                                                                 DetectionLearning options) {
  torch::manual_seed(options.seed);
  FasterRcnn network(layoutOf(options.kind));
  if (!weights.tensors.empty()) {
    const auto loaded =
        loadStateDict(network.body().network(), weights, "The file of pre-trained weights");
    if (!loaded) {
      return loaded.error();
    }
  }
  if (options.pretrained) {
    network.body().freezeStages(network.layout().levels.front().stage);
  }
  keepChannelsLast(network);
  auto optimizer = optimizerOf(network);
  return std::unique_ptr<DetectionLearner>(new DetectionLearner(std::unique_ptr<State>(
      new State{std::move(network), std::move(optimizer), train, std::move(options), {}})));
}

std::optional<double> DetectionLearner::trainEpoch(const Epoch& epoch,
                                                   const std::stop_token& stop) {
  State& s = *state_;
  const auto number = static_cast<std::uint64_t>(epoch.number);
  torch::manual_seed(mixedSeed(s.options.seed, number, 0));  // samples: the same after a resume
  labeling::Random random(s.options.seed, number);
  s.network.train();
  const auto batches = s.batches(epoch.number);
  const auto images = static_cast<double>(s.train.images().size());
  double total = 0;
  double done = 0;
  while (const auto batch = batches->next()) {
    if (stop.stop_requested()) {
      return std::nullopt;
    }
    const double share = done / images;
    setLearningRate(*s.optimizer,
                    scheduledRate(epoch.learningRate, (epoch.number - 1 + share) / epoch.total));
    const double loss = s.step(*batch, random.real(smallestLearnedScale, largestLearnedScale));
    if (!std::isfinite(loss)) {
      return loss;
    }
    const auto count = static_cast<double>(batch->size());
    total += loss * count;
    done += count;
    s.options.progress(epoch.number - 1 + share);
  }
  return isFinite(s.network) ? total / std::max(done, 1.0)
                             : std::numeric_limits<double>::quiet_NaN();
}

std::optional<std::vector<std::vector<FoundObject>>> DetectionLearner::find(
    const DetectionPictures& pictures, const std::stop_token& stop) {
  State& s = *state_;
  const torch::NoGradGuard noGradient;
  s.network.eval();
  const auto& size = s.options.kind.size;
  std::vector<std::vector<FoundObject>> found;
  for (std::size_t i = 0; i < pictures.images().size(); ++i) {
    if (stop.stop_requested()) {
      return std::nullopt;
    }
    const auto prepared = preparedPictures({tensorOfPicture(pictures.picture(i))}, size.shorter,
                                           size.longer, torch::MemoryFormat::ChannelsLast);
    found.push_back(foundIn(s.network.detect(prepared).front(), prepared.sizes.front(),
                            pictures.images()[i].size));
  }
  return found;
}

void DetectionLearner::keepAsBest() {
  state_->best = stateDictOf(state_->network);
}

WeightFile DetectionLearner::bestWeights() const {
  return state_->best;
}

WeightFile DetectionLearner::state() const {
  WeightFile state = stateDictOf(state_->network);
  addOptimizerState(*state_->optimizer, state);
  return state;
}

Status DetectionLearner::restore(const WeightFile& state, const WeightFile& best) {
  state_->best = best;
  return copyTensors(state, tensorsOf(state_->network)).and_then([&](Nothing) {
    return restoreOptimizerState(*state_->optimizer, state);
  });
}

}  // namespace touchstone::training
