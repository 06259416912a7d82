#include "training/data/variation.h"

#include "labeling/augmentation/augment.h"

#include <opencv2/imgproc.hpp>

namespace touchstone::training {

bool Variation::changes(int label) const {
  const auto index = static_cast<std::size_t>(label);
  if (index >= recipes.size()) {
    return false;
  }
  for (const auto& strength : labeling::augmentationStrengths()) {
    if (recipes[index].*strength.value > 0) {
      return true;
    }
  }
  return false;
}

cv::Mat varied(const cv::Mat& picture,
               const labeling::AugmentationRecipe& recipe,
               std::uint64_t seed) {
  labeling::LabelledPicture labelled;
  cv::cvtColor(picture, labelled.picture, cv::COLOR_RGB2BGR);
  const auto changed = labeling::augment(std::move(labelled), recipe, seed).value();
  cv::Mat result;
  cv::resize(changed.picture, result, picture.size(), 0, 0, cv::INTER_AREA);
  cv::cvtColor(result, result, cv::COLOR_BGR2RGB);
  return result;
}

std::vector<Sample> withVariedCopies(std::vector<Sample> samples, const Variation& variation) {
  const std::size_t count = samples.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (samples[i].split != labeling::Split::Train || !variation.changes(samples[i].label)) {
      continue;
    }
    for (int copy = 1; copy <= variation.copies; ++copy) {
      samples.push_back(samples[i]);
      samples.back().copy = copy;
    }
  }
  return samples;
}

}  // namespace touchstone::training
