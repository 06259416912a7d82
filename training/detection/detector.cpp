#include "training/detection/detector.h"

#include "training/detection/detector_weights.h"
#include "training/detection/picture_tensors.h"
#include "training/networks/memory_layout.h"
#include "training/networks/trial_seconds.h"

#include <cmath>
#include <map>
#include <mutex>
#include <tuple>

namespace touchstone::training {

namespace {

/// Of the strides of the pyramid's levels: finer ones cost half of the time, and find little more.
constexpr int octavesOfLevels = 2;

torch::Tensor trialBoxes(const DetectorKind& kind) {
  const auto side = static_cast<float>(kind.size.shorter) / 4;
  return torch::tensor({{side, side, 2 * side, 2 * side}, {0.0F, 0.0F, side, side}});
}

DetectionCost measured(const DetectorKind& kind, bool pretrained) {
  FasterRcnn network(layoutOf(kind));
  if (pretrained) {
    network.body().freezeStages(network.layout().levels.front().stage);
  }
  keepChannelsLast(network);
  const int width = std::min(kind.size.longer, kind.size.shorter * 4 / 3);
  const std::vector<torch::Tensor> pictures(2, torch::rand({3, kind.size.shorter, width}));
  const auto preparedAt = [&](double scale) {
    const auto side = [&](int length) { return static_cast<int>(std::lround(length * scale)); };
    return preparedPictures(pictures, side(kind.size.shorter), side(kind.size.longer),
                            torch::MemoryFormat::ChannelsLast);
  };
  const auto learned = preparedAt((smallestLearnedScale + largestLearnedScale) / 2);
  const DetectionTarget target{trialBoxes(kind), torch::ones({2}, torch::kLong),
                               torch::empty({0, 4})};
  DetectionCost cost;
  network.train();
  cost.learn = trialSeconds([&] {
                 network.zero_grad();
                 network.learn(learned, {target, target}).sum().backward();
               }) /
               2;
  network.eval();
  network.foldNormalisation();
  const auto prepared = preparedAt(1);
  const torch::NoGradGuard noGradient;
  cost.find = trialSeconds([&] { static_cast<void>(network.detect(prepared)); }) / 2;
  return cost;
}

}  // namespace

DetectorLayout layoutOf(const DetectorKind& kind) {
  auto layout =
      lightDetector(*kind.backbone, kind.backbone->stride >> octavesOfLevels, kind.classes);
  layout.shorterSide = kind.size.shorter;
  layout.longerSide = kind.size.longer;
  return layout;
}

torch::Tensor tensorOfPicture(const cv::Mat& picture) {
  const cv::Mat whole = picture.isContinuous() ? picture : picture.clone();
  return torch::from_blob(whole.data, {whole.rows, whole.cols, 3}, torch::kByte)
      .permute({2, 0, 1})
      .to(torch::kFloat)
      .div_(255);
}

std::vector<FoundObject> foundIn(const DetectedBoxes& detected,
                                 labeling::ImageSize picture,
                                 labeling::ImageSize image) {
  const auto boxes =
      resizedBoxes(detected.boxes.to(torch::kCPU), picture, image).to(torch::kDouble).contiguous();
  const auto labels = detected.labels.to(torch::kCPU);
  const auto scores = detected.scores.to(torch::kCPU);
  std::vector<FoundObject> found;
  for (std::int64_t i = 0; i < boxes.size(0); ++i) {
    const double* corner = boxes.data_ptr<double>() + 4 * i;
    found.push_back({{corner[0], corner[1], corner[2], corner[3]},
                     static_cast<int>(labels[i].item<std::int64_t>()) - 1,
                     scores[i].item<double>()});
  }
  return found;
}

struct Detector::State {
  mutable FasterRcnn network;
};

Detector::Detector(std::unique_ptr<State> state) : state_(std::move(state)) {}
Detector::Detector(Detector&& other) noexcept = default;
Detector& Detector::operator=(Detector&& other) noexcept = default;
Detector::~Detector() = default;

Result<Detector> Detector::make(const DetectorKind& kind,
                                const WeightFile& weights,
                                const std::filesystem::path& name) {
  auto state = std::make_unique<State>(State{FasterRcnn(layoutOf(kind))});
  const auto loaded = loadDetector(state->network, weights, name);
  if (!loaded) {
    return loaded.error();
  }
  state->network.eval();
  state->network.foldNormalisation();
  keepChannelsLast(state->network);
  return Detector(std::move(state));
}

std::vector<FoundObject> Detector::find(const cv::Mat& picture, labeling::ImageSize image) const {
  const torch::NoGradGuard noGradient;
  const auto& layout = state_->network.layout();
  const auto prepared = preparedPictures({tensorOfPicture(picture)}, layout.shorterSide,
                                         layout.longerSide, torch::MemoryFormat::ChannelsLast);
  return foundIn(state_->network.detect(prepared).front(), prepared.sizes.front(), image);
}

DetectionCost detectionCost(const DetectorKind& kind, bool pretrained) {
  static std::mutex mutex;
  static std::map<std::tuple<std::string_view, int, int, bool>, DetectionCost> known;
  const std::lock_guard lock(mutex);
  const auto key = std::tuple(kind.backbone->name, kind.size.shorter, kind.size.longer, pretrained);
  const auto entry = known.find(key);
  return entry != known.end() ? entry->second : known[key] = measured(kind, pretrained);
}

}  // namespace touchstone::training
