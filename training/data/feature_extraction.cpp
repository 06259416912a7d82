#include "training/data/feature_extraction.h"

#include "labeling/augmentation/recipe_json.h"
#include "labeling/images/image_hash.h"
#include "training/data/feature_cache.h"
#include "training/data/image_groups.h"
#include "training/data/read_ahead.h"
#include "training/data/sample_order.h"
#include "training/networks/classifier.h"
#include "training/weights/pytorch_file.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <optional>

namespace touchstone::training {

namespace {

constexpr std::size_t batchSize = 8;
constexpr int readers = 2;
constexpr std::size_t imagesAhead = 16;

std::string numberText(double value) {
  return std::to_string(static_cast<long long>(std::llround(value * 1000)));
}

/// Returns what tells the picture of one sample from all others.
std::string keyOf(const Sample& sample,
                  const std::filesystem::path& folder,
                  const Variation& variation) {
  std::string hash = sample.contentHash;
  if (hash.empty()) {
    const auto computed = labeling::hashOfFile(folder / std::filesystem::path(sample.path));
    hash = computed ? *computed : "unreadable " + sample.path;
  }
  if (sample.box) {
    const auto& box = *sample.box;
    for (const double edge : {box.x0, box.y0, box.x1, box.y1}) {
      hash += ' ' + numberText(edge);
    }
  }
  if (sample.copy > 0) {
    const auto& recipe = variation.recipes[static_cast<std::size_t>(sample.label)];
    hash += " copy " + std::to_string(sample.copy) + ' ' + labeling::recipeToText(recipe);
  }
  return labeling::hashOfBytes(hash);
}

/// Returns what the network is to see of a sample whose picture is `picture`.
cv::Mat pictureFor(const Sample& sample, const cv::Mat& picture, const Variation& variation) {
  return sample.copy == 0
             ? picture
             : varied(picture, variation.recipes[static_cast<std::size_t>(sample.label)],
                      mixedSeed(static_cast<std::uint64_t>(sample.image),
                                static_cast<std::uint64_t>(sample.annotation.value_or(0)),
                                static_cast<std::uint64_t>(sample.copy)));
}

/// Returns the cache file's name: everything but the sample that a feature depends on.
Result<std::string> cacheName(const FeatureRecipe& recipe) {
  return labeling::hashOfFile(recipe.weights).transform([&](const std::string& hash) {
    const std::string text = std::string(recipe.backbone->name) + ' ' + hash + ' ' +
                             numberText(recipe.picture.zoom) + ' ' +
                             numberText(recipe.picture.context) + (recipe.mirrored ? " 2" : " 1");
    return std::string(recipe.backbone->name) + '-' + std::to_string(recipe.picture.size) + '-' +
           labeling::hashOfBytes(text).substr(0, 12);
  });
}

std::vector<std::string> keysOf(std::span<const Sample> samples,
                                const std::filesystem::path& folder,
                                const Variation& variation) {
  std::vector<std::string> keys;
  keys.reserve(samples.size());
  for (const Sample& sample : samples) {
    keys.push_back(keyOf(sample, folder, variation));
  }
  return keys;
}

Result<Classifier> openNetwork(const FeatureRecipe& recipe) {
  const auto weights = readWeights(recipe.weights);
  if (!weights) {
    return weights.error();
  }
  return Classifier::make(*recipe.backbone, 0, *weights, recipe.weights);
}

std::size_t columnsOf(const std::vector<int>& widths) {
  return static_cast<std::size_t>(std::accumulate(widths.begin(), widths.end(), 0));
}

/// Computes features batch by batch and keeps them in the cache.
class Extraction {
public:
  Extraction(const Classifier& network, const FeatureRecipe& recipe, FeatureCache& cache)
      : network_(network), recipe_(recipe), cache_(cache) {}

  void add(const std::string& key, const cv::Mat& picture) {
    keys_.push_back(key);
    pixels_.insert(pixels_.end(), picture.datastart, picture.dataend);
    if (keys_.size() == batchSize) {
      flush();
    }
  }

  void flush() {
    if (keys_.empty()) {
      return;
    }
    const auto features = network_.describe(pixels_, recipe_.picture.size, recipe_.mirrored);
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      cache_.add(keys_[i], features.row(i));
    }
    keys_.clear();
    pixels_.clear();
  }

private:
  const Classifier& network_;
  const FeatureRecipe& recipe_;
  FeatureCache& cache_;
  std::vector<std::string> keys_;
  std::vector<std::uint8_t> pixels_;
};

/// Computes the features of `missing` samples. Returns whether all were done (not cancelled).
bool compute(std::span<const Sample> samples,
             std::span<const std::string> keys,
             const std::vector<std::size_t>& missing,
             const FeatureSource& source,
             const FeatureRecipe& recipe,
             Extraction& extraction,
             const WorkContext& work) {
  const auto groups = groupedByImage(samples, missing);
  using Pictures = Result<std::vector<cv::Mat>>;
  ReadAhead<Pictures> pictures(groups.size(), readers, imagesAhead, [&](std::size_t i) {
    return readPictures(source.imageFolder, selected(samples, groups[i]), recipe.picture);
  });
  const auto start = std::chrono::steady_clock::now();
  std::size_t done = 0;
  for (const auto& group : groups) {
    if (work.stop.stop_requested()) {
      return false;
    }
    const Pictures read = *pictures.next();
    if (!read) {
      source.warned(read.error().message);
    } else {
      for (std::size_t i = 0; i < group.size(); ++i) {
        const Sample& sample = samples[group[i]];
        extraction.add(keys[group[i]], pictureFor(sample, (*read)[i], recipe.variation));
      }
    }
    done += group.size();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    work.progress(
        {"features", static_cast<double>(done), static_cast<double>(missing.size()),
         seconds.count() / static_cast<double>(done) * static_cast<double>(missing.size() - done)});
  }
  extraction.flush();
  return true;
}

std::vector<std::size_t> missingFrom(const FeatureCache& cache, std::span<const std::string> keys) {
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (cache.find(keys[i]).empty()) {
      missing.push_back(i);
    }
  }
  return missing;
}

SampleFeatures gathered(const FeatureCache& cache,
                        std::span<const std::string> keys,
                        std::vector<int> widths) {
  SampleFeatures result;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto row = cache.find(keys[i]);
    if (!row.empty()) {
      result.rows.push_back(i);
      result.features.values.insert(result.features.values.end(), row.begin(), row.end());
    }
  }
  result.features.rows = result.rows.size();
  result.features.columns = columnsOf(widths);
  result.widths = std::move(widths);
  return result;
}

}  // namespace

Result<SampleFeatures> featuresOf(std::span<const Sample> samples,
                                  const FeatureSource& source,
                                  const FeatureRecipe& recipe,
                                  const WorkContext& work) {
  const auto name = cacheName(recipe);
  if (!name) {
    return name.error();
  }
  const auto network = openNetwork(recipe);
  if (!network) {
    return network.error();
  }
  auto widths = network->describingWidths();
  FeatureCache cache(source.cacheFolder / "features", *name, columnsOf(widths));
  const auto keys = keysOf(samples, source.imageFolder, recipe.variation);
  const auto missing = missingFrom(cache, keys);
  bool complete = true;
  if (!missing.empty()) {
    Extraction extraction(*network, recipe, cache);
    complete = compute(samples, keys, missing, source, recipe, extraction, work);
    if (const auto saved = cache.save(); !saved) {
      source.warned(saved.error().message);
    }
  }
  if (!complete) {
    return Error{ErrorKind::Cancelled, {}, "Cancelled while computing features."};
  }
  return gathered(cache, keys, std::move(widths));
}

analysis::FeatureMatrix ownFeatures(const SampleFeatures& features) {
  const auto width = static_cast<std::size_t>(features.widths.back());
  const std::size_t first = features.features.columns - width;
  analysis::FeatureMatrix own(features.features.rows, width);
  for (std::size_t i = 0; i < own.rows; ++i) {
    const auto row = features.features.row(i);
    std::copy_n(row.begin() + static_cast<std::ptrdiff_t>(first), width, own.row(i).begin());
  }
  return own;
}

analysis::FeatureMatrix balancedFeatures(const SampleFeatures& features) {
  analysis::FeatureMatrix balanced = features.features;
  const double earlier = 0.25;
  const double energy = 1 + earlier * static_cast<double>(features.widths.size() - 1);
  for (std::size_t i = 0; i < balanced.rows; ++i) {
    auto part = balanced.row(i);
    for (std::size_t p = 0; p < features.widths.size(); ++p) {
      const auto values = part.first(static_cast<std::size_t>(features.widths[p]));
      const double length =
          std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
      const double share = (p + 1 == features.widths.size() ? 1 : earlier) / energy;
      const double factor = std::sqrt(share * features.widths.back()) / std::max(length, 1e-12);
      for (float& value : values) {
        value = static_cast<float>(value * factor);
      }
      part = part.subspan(values.size());
    }
  }
  return balanced;
}

std::size_t countMissingFeatures(std::span<const Sample> samples,
                                 const FeatureSource& source,
                                 const FeatureRecipe& recipe) {
  const auto name = cacheName(recipe);
  const auto network = openNetwork(recipe);
  if (!name || !network) {
    return samples.size();
  }
  const FeatureCache cache(source.cacheFolder / "features", *name,
                           columnsOf(network->describingWidths()));
  return missingFrom(cache, keysOf(samples, source.imageFolder, recipe.variation)).size();
}

}  // namespace touchstone::training
