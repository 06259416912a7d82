#include "training/baselines/nearest_example.h"

#include <algorithm>

namespace touchstone::training {

namespace {

const std::string examplesName = "examples";
const std::string labelsName = "labels";

float squaredDistance(std::span<const float> a, std::span<const float> b) {
  float sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const float difference = a[i] - b[i];
    sum += difference * difference;
  }
  return sum;
}

}  // namespace

std::unique_ptr<NearestExample> NearestExample::from(const WeightFile& file,
                                                     int classes,
                                                     std::size_t descriptorLength) {
  auto descriptors = matrixOf(file, examplesName, descriptorLength);
  const auto entry = file.tensors.find(labelsName);
  if (!descriptors || entry == file.tensors.end()) {
    return nullptr;
  }
  const auto* labels = std::get_if<std::vector<std::int64_t>>(&entry->second.values);
  const auto isClass = [&](std::int64_t label) { return label >= 0 && label < classes; };
  if (labels == nullptr || labels->size() != descriptors->rows ||
      !std::all_of(labels->begin(), labels->end(), isClass)) {
    return nullptr;
  }
  return std::make_unique<NearestExample>(
      LabelledDescriptors{std::move(*descriptors), {labels->begin(), labels->end()}}, classes);
}

analysis::Matrix<double> NearestExample::scores(const analysis::FeatureMatrix& descriptors) const {
  constexpr double farthest = 4;  // of descriptors of length 1
  analysis::Matrix<double> result(descriptors.rows, classes_, -farthest);
  for (std::size_t i = 0; i < descriptors.rows; ++i) {
    for (std::size_t e = 0; e < examples_.labels.size(); ++e) {
      double& score = result(i, static_cast<std::size_t>(examples_.labels[e]));
      const float distance = squaredDistance(descriptors.row(i), examples_.descriptors.row(e));
      score = std::max(score, -static_cast<double>(distance));
    }
  }
  return result;
}

void NearestExample::addTo(WeightFile& file) const {
  file.tensors[examplesName] = arrayOf(examples_.descriptors);
  file.tensors[labelsName] = {
      {static_cast<std::int64_t>(examples_.labels.size())},
      std::vector<std::int64_t>(examples_.labels.begin(), examples_.labels.end())};
}

}  // namespace touchstone::training
