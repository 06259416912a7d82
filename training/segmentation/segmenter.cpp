#include "training/segmentation/segmenter.h"

#include "training/networks/memory_layout.h"
#include "training/networks/pictures.h"
#include "training/networks/trial_seconds.h"
#include "training/segmentation/overlap_tiles.h"
#include "training/segmentation/segmentation_loss.h"
#include "training/segmentation/segmenter_network.h"
#include "training/weights/state_dict.h"

#include <map>
#include <mutex>
#include <utility>

namespace touchstone::training {

namespace {

constexpr int plainWidth = 16;
constexpr int trialSide = 256;
constexpr double million = 1e6;

SegmentationCost measured(const SegmenterKind& kind) {
  const auto network = makeSegmenter(layoutOf(kind));
  keepChannelsLast(*network);
  const auto picture =
      torch::rand({1, 3, trialSide, trialSide}).contiguous(torch::MemoryFormat::ChannelsLast);
  const auto labels = torch::zeros({1, trialSide, trialSide}, torch::kLong);
  const double pixels = trialSide * trialSide;
  SegmentationCost cost;
  network->train();
  cost.learn = trialSeconds([&] {
                 network->zero_grad();
                 segmentationLoss(network->forward(picture), labels, {}, {}).backward();
               }) /
               pixels * million;
  network->eval();
  const torch::NoGradGuard noGradient;
  cost.segment =
      trialSeconds([&] { static_cast<void>(network->forward(picture)); }) / pixels * million;
  return cost;
}

/// Returns K×H×W probabilities.
torch::Tensor probabilitiesOf(SegmentationNetwork& network, const cv::Mat& picture) {
  const torch::NoGradGuard noGradient;
  const cv::Mat whole = picture.isContinuous() ? picture : picture.clone();
  const auto input =
      normalisedPictures({whole.data, whole.total() * whole.elemSize()}, whole.rows, whole.cols);
  return logitsByTiles(network, input).softmax(1).squeeze(0);
}

cv::Mat1f pictureOf(const torch::Tensor& values) {
  const auto whole = values.contiguous();
  return cv::Mat1f(static_cast<int>(whole.size(0)), static_cast<int>(whole.size(1)),
                   whole.data_ptr<float>())
      .clone();
}

}  // namespace

SegmenterLayout layoutOf(const SegmenterKind& kind) {
  return {.classes = kind.classes,
          .backbone = kind.backbone,
          .width = kind.backbone == nullptr ? plainWidth : SegmenterLayout{}.width};
}

SegmentedPicture segmented(SegmentationNetwork& network, const cv::Mat& picture) {
  const auto [scores, labels] = probabilitiesOf(network, picture).max(0);
  const auto bytes = labels.to(torch::kByte).contiguous();
  SegmentedPicture result;
  cv::Mat1b(picture.rows, picture.cols, bytes.data_ptr<std::uint8_t>()).copyTo(result.labels);
  result.scores = pictureOf(scores);
  return result;
}

struct Segmenter::State {
  std::shared_ptr<SegmentationNetwork> network;
};

Segmenter::Segmenter(std::unique_ptr<State> state) : state_(std::move(state)) {}
Segmenter::Segmenter(Segmenter&& other) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&& other) noexcept = default;
Segmenter::~Segmenter() = default;

Result<Segmenter> Segmenter::make(const SegmenterKind& kind,
                                  const WeightFile& weights,
                                  const std::filesystem::path& name) {
  auto network = makeSegmenter(layoutOf(kind));
  if (const auto loaded = loadTensors(tensorsOf(*network), weights, name); !loaded) {
    return loaded.error();
  }
  keepChannelsLast(*network);
  return Segmenter(std::make_unique<State>(State{std::move(network)}));
}

SegmentedPicture Segmenter::segment(const cv::Mat& picture) const {
  return segmented(*state_->network, picture);
}

std::vector<cv::Mat1f> Segmenter::probabilities(const cv::Mat& picture) const {
  const auto all = probabilitiesOf(*state_->network, picture);
  std::vector<cv::Mat1f> maps;
  for (std::int64_t k = 0; k < all.size(0); ++k) {
    maps.push_back(pictureOf(all[k]));
  }
  return maps;
}

SegmentationCost segmentationCost(const SegmenterKind& kind) {
  static std::mutex mutex;
  static std::map<const Backbone*, SegmentationCost> known;
  const std::lock_guard lock(mutex);
  const auto entry = known.find(kind.backbone);
  return entry != known.end() ? entry->second : known[kind.backbone] = measured(kind);
}

}  // namespace touchstone::training
