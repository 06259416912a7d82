#pragma once

#include "analysis/matrix.h"
#include "labeling/progress.h"
#include "training/data/picture.h"
#include "training/data/variation.h"
#include "training/networks/backbones.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace touchstone::training {

/// How features of samples are computed.
struct FeatureRecipe {
  const Backbone* backbone = nullptr;
  std::filesystem::path weights;  ///< pre-trained weights
  PictureOptions picture;
  bool mirrored = true;      ///< mean over the picture and its mirror image
  Variation variation = {};  ///< of the samples that are copies
};

/// Where the pictures are, where features are kept, and who is told about what cannot be read.
struct FeatureSource {
  std::filesystem::path imageFolder;
  std::filesystem::path cacheFolder;
  std::function<void(const std::string&)> warned = [](const std::string&) {};
};

/// Features of those samples whose picture can be read: row i belongs to sample rows[i].
struct SampleFeatures {
  std::vector<std::size_t> rows;
  analysis::FeatureMatrix features;  ///< parts side by side, the backbone's own features last
  std::vector<int> widths;           ///< the parts' lengths
};

/// Returns the features of all samples, from the cache or computed and then kept there. An image
/// that cannot be read is warned of and left out. Errors: the weights, cancelled.
Result<SampleFeatures> featuresOf(std::span<const Sample> samples,
                                  const FeatureSource& source,
                                  const FeatureRecipe& recipe,
                                  const WorkContext& work);

/// Returns the last part alone: the features on which the network's own head works.
[[nodiscard]] analysis::FeatureMatrix ownFeatures(const SampleFeatures& features);

/// Returns the features as audits want them: each part of length 1, then weighted so that the last
/// part has four times the energy of each other one, and the whole the length √D of the last part.
[[nodiscard]] analysis::FeatureMatrix balancedFeatures(const SampleFeatures& features);

/// Returns how many of the samples have no features in the cache.
[[nodiscard]] std::size_t countMissingFeatures(std::span<const Sample> samples,
                                               const FeatureSource& source,
                                               const FeatureRecipe& recipe);

}  // namespace touchstone::training
