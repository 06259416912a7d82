#include "training/networks/classifier.h"

#include "training/explain/class_activation.h"
#include "training/networks/matrices.h"
#include "training/networks/network.h"
#include "training/networks/pictures.h"
#include "training/weights/state_dict.h"

namespace touchstone::training {

struct Classifier::State {
  std::shared_ptr<Network> network;
};

Classifier::Classifier() : state_(std::make_unique<State>()) {}
Classifier::~Classifier() = default;
Classifier::Classifier(Classifier&&) noexcept = default;
Classifier& Classifier::operator=(Classifier&&) noexcept = default;

Result<Classifier> Classifier::make(const Backbone& backbone,
                                    int classes,
                                    const WeightFile& weights,
                                    const std::filesystem::path& name) {
  Classifier classifier;
  classifier.state_->network = makeNetwork(backbone, std::max(1, classes));
  const auto report = loadStateDict(*classifier.state_->network, weights, name);
  if (!report) {
    return report.error();
  }
  if (classes > 0 && report->newHead) {
    return Error{ErrorKind::BadInput, name,
                 name.string() + " has no head for " + std::to_string(classes) +
                     " classes; train again or choose another run."};
  }
  classifier.state_->network->foldNormalisation();
  return classifier;
}

analysis::FeatureMatrix Classifier::logits(std::span<const float> pixels, int size) const {
  c10::InferenceMode inference;
  const auto count = static_cast<std::int64_t>(pixels.size()) / 3 / size / size;
  const auto input = torch::from_blob(const_cast<float*>(pixels.data()), {count, 3, size, size});
  return matrixOf(state_->network->forward(input));
}

analysis::FeatureMatrix Classifier::describe(std::span<const std::uint8_t> pictures,
                                             int size,
                                             bool mirrored) const {
  c10::InferenceMode inference;
  const auto input = normalisedPictures(pictures, size);
  auto features = state_->network->describe(input);
  if (mirrored) {
    features = (features + state_->network->describe(input.flip(3))) / 2;
  }
  return matrixOf(features);
}

std::vector<int> Classifier::describingWidths() const {
  return state_->network->describingWidths();
}

analysis::FeatureMatrix Classifier::activation(std::span<const std::uint8_t> picture,
                                               int size,
                                               int label) const {
  return matrixOf(classActivation(*state_->network, normalisedPictures(picture, size), {label})[0]);
}

std::vector<analysis::FeatureMatrix> Classifier::stageMaps(std::span<const std::uint8_t> picture,
                                                           int size,
                                                           int stage) const {
  c10::InferenceMode inference;
  const auto maps = training::stageMaps(*state_->network, normalisedPictures(picture, size), stage);
  std::vector<analysis::FeatureMatrix> result;
  for (const torch::Tensor& map : maps[0].unbind()) {
    result.push_back(matrixOf(map));
  }
  return result;
}

int Classifier::stageCount() const {
  return state_->network->stageCount();
}

analysis::ProbabilityMatrix Classifier::probabilities(std::span<const std::uint8_t> pictures,
                                                      int size,
                                                      bool mirrored) const {
  c10::InferenceMode inference;
  const auto input = normalisedPictures(pictures, size);
  auto logits = state_->network->forward(input);
  if (mirrored) {
    logits = (logits + state_->network->forward(input.flip(3))) / 2;
  }
  return probabilitiesOf(logits);
}

}  // namespace touchstone::training
