#include "training/baselines/baseline_classifier.h"

#include "training/baselines/nearest_example.h"
#include "training/baselines/picture_descriptors.h"
#include "training/baselines/separating_planes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace touchstone::training {

namespace {

using analysis::FeatureMatrix;
using analysis::ProbabilityMatrix;

const std::string scaleName = "scale";

void turnIntoProbabilities(std::span<double> scores, double scale) {
  const double largest = *std::max_element(scores.begin(), scores.end());
  double sum = 0;
  for (double& score : scores) {
    score = std::exp(scale * (score - largest));
    sum += score;
  }
  for (double& score : scores) {
    score /= sum;
  }
}

double lossOf(ProbabilityMatrix scores, const std::vector<int>& labels, double scale) {
  constexpr double least = 1e-12;
  double loss = 0;
  for (std::size_t i = 0; i < scores.rows; ++i) {
    turnIntoProbabilities(scores.row(i), scale);
    loss -= std::log(std::max(least, scores(i, static_cast<std::size_t>(labels[i]))));
  }
  return loss;
}

/// Gradients of two pictures are hardly ever alike as a whole; a machine finds those that matter.
bool usesPlanes(BaselineKind kind) {
  return kind == BaselineKind::Filters || kind == BaselineKind::SupportVectors;
}

/// Returns the factor that makes the labels most probable.
double bestScale(const ProbabilityMatrix& scores, const std::vector<int>& labels) {
  double best = 1;
  double least = std::numeric_limits<double>::infinity();
  for (double scale = 0.1; scale < 300; scale *= 1.2) {
    const double loss = lossOf(scores, labels, scale);
    if (loss < least) {
      least = loss;
      best = scale;
    }
  }
  return best;
}

std::size_t descriptorLength(BaselineKind kind) {
  return descriptorFor(kind, cv::Mat::zeros(16, 16, CV_8UC3)).size();
}

}  // namespace

Result<BaselineClassifier> BaselineClassifier::learn(const Baseline& baseline,
                                                     int classes,
                                                     LabelledDescriptors train,
                                                     const LabelledDescriptors& val,
                                                     const WorkContext& work) {
  std::unique_ptr<ClassScores> scores;
  if (usesPlanes(baseline.kind)) {
    auto planes = SeparatingPlanes::learn(train, classes, work);
    if (!planes) {
      return planes.error();
    }
    scores = std::move(*planes);
  } else {
    scores = std::make_unique<NearestExample>(std::move(train), classes);
  }
  BaselineClassifier classifier(baseline, std::move(scores));
  classifier.scale_ = bestScale(classifier.scores_->scores(val.descriptors), val.labels);
  return classifier;
}

ProbabilityMatrix BaselineClassifier::probabilities(const FeatureMatrix& descriptors) const {
  auto result = scores_->scores(descriptors);
  for (std::size_t i = 0; i < result.rows; ++i) {
    turnIntoProbabilities(result.row(i), scale_);
  }
  return result;
}

ProbabilityMatrix BaselineClassifier::probabilities(std::span<const std::uint8_t> pictures,
                                                    int size,
                                                    bool /*mirrored*/) const {
  const auto bytes = static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 3;
  FeatureMatrix descriptors;
  for (std::size_t begin = 0; begin < pictures.size(); begin += bytes) {
    const cv::Mat picture(size, size, CV_8UC3, const_cast<std::uint8_t*>(pictures.data() + begin));
    const auto descriptor = descriptorFor(kind_, picture);
    descriptors.values.insert(descriptors.values.end(), descriptor.begin(), descriptor.end());
    descriptors.columns = descriptor.size();
    ++descriptors.rows;
  }
  return probabilities(descriptors);
}

WeightFile BaselineClassifier::weights() const {
  WeightFile file;
  file.tensors[scaleName] = {{}, std::vector<float>{static_cast<float>(scale_)}};
  scores_->addTo(file);
  return file;
}

Result<BaselineClassifier> BaselineClassifier::fromWeights(const Baseline& baseline,
                                                           int classes,
                                                           const WeightFile& weights,
                                                           const std::filesystem::path& name) {
  const auto length = descriptorLength(baseline.kind);
  std::unique_ptr<ClassScores> scores;
  if (usesPlanes(baseline.kind)) {
    scores = SeparatingPlanes::from(weights, classes, length);
  } else {
    scores = NearestExample::from(weights, classes, length);
  }
  const auto entry = weights.tensors.find(scaleName);
  const auto* scale = entry == weights.tensors.end()
                          ? nullptr
                          : std::get_if<std::vector<float>>(&entry->second.values);
  if (!scores || scale == nullptr || scale->size() != 1 || !std::isfinite(scale->front())) {
    return Error{ErrorKind::BadInput, name,
                 name.string() + " does not hold what " + std::string(baseline.title) +
                     " learned; train again or choose another run."};
  }
  BaselineClassifier classifier(baseline, std::move(scores));
  classifier.scale_ = scale->front();
  return classifier;
}

}  // namespace touchstone::training
