#include "training/networks/classifier.h"

#include "training/networks/network.h"
#include "training/networks/pictures.h"
#include "training/weights/state_dict.h"

namespace touchstone::training {

namespace {

analysis::FeatureMatrix matrixOf(const torch::Tensor& tensor) {
  const auto values = tensor.contiguous();
  analysis::FeatureMatrix matrix(static_cast<std::size_t>(values.size(0)),
                                 static_cast<std::size_t>(values.size(1)));
  std::copy_n(values.data_ptr<float>(), matrix.values.size(), matrix.values.data());
  return matrix;
}

}  // namespace

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
  classifier.state_->network = makeNetwork(backbone, classes);
  const auto report = loadStateDict(*classifier.state_->network, weights, name);
  if (!report) {
    return report.error();
  }
  return classifier;
}

analysis::FeatureMatrix Classifier::logits(std::span<const float> pixels, int size) const {
  c10::InferenceMode inference;
  const auto count = static_cast<std::int64_t>(pixels.size()) / 3 / size / size;
  const auto input = torch::from_blob(const_cast<float*>(pixels.data()), {count, 3, size, size});
  return matrixOf(state_->network->forward(input));
}

analysis::FeatureMatrix Classifier::describe(std::span<const std::uint8_t> pictures,
                                             int size) const {
  c10::InferenceMode inference;
  const auto input = normalisedPictures(pictures, size);
  const auto mirrored = input.flip(3);
  return matrixOf((state_->network->describe(input) + state_->network->describe(mirrored)) / 2);
}

}  // namespace touchstone::training
