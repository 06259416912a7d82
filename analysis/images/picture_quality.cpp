#include "analysis/images/picture_quality.h"

#include "analysis/quantile.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace touchstone::analysis {
namespace {

constexpr double bitsFactor = 0.1;
constexpr double blurFactor = 0.01;

/// The sizes that are usual among the pictures.
struct UsualSizes {
  double middle = 0;
  double range = 0;
};

double sizeOf(const PictureMeasures& picture) {
  return std::sqrt(static_cast<double>(picture.width)) *
         std::sqrt(static_cast<double>(picture.height));
}

UsualSizes usualSizes(std::span<const PictureMeasures> pictures, double ranges) {
  std::vector<double> sizes;
  for (const PictureMeasures& picture : pictures) {
    sizes.push_back(sizeOf(picture));
  }
  const double first = quantile(sizes, 0.25);
  const double third = quantile(sizes, 0.75);
  const double least = first - ranges * (third - first);
  const double most = third + ranges * (third - first);
  return {.middle = (least + most) / 2, .range = most - least};
}

double blurScore(const PictureMeasures& picture, double leastHistogramDeviation) {
  const double ofEdges = 1 - std::exp(-picture.edgeDeviation * blurFactor);
  const double ofHistogram = 1 - std::exp(-picture.histogramDeviation * blurFactor);
  return std::min(ofEdges + (ofHistogram <= leastHistogramDeviation ? 0 : ofHistogram), 1.0);
}

template <class Key, class KeyOf>
std::vector<std::vector<std::size_t>> setsOf(std::span<const PictureMeasures> pictures,
                                             KeyOf keyOf) {
  std::map<Key, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    groups[keyOf(pictures[i])].push_back(i);
  }
  std::vector<std::vector<std::size_t>> sets;
  for (auto& [key, group] : groups) {
    if (group.size() > 1) {
      sets.push_back(std::move(group));
    }
  }
  std::sort(sets.begin(), sets.end());
  return sets;
}

}  // namespace

std::vector<PictureQuality> pictureQuality(std::span<const PictureMeasures> pictures,
                                           const PictureThresholds& thresholds) {
  std::vector<PictureQuality> judged(pictures.size());
  if (pictures.empty()) {
    return judged;
  }
  const UsualSizes usual = usualSizes(pictures, thresholds.sizeRanges);
  const double sizeUnit = usual.range > 0 ? usual.range : usual.middle;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const PictureMeasures& picture = pictures[i];
    const auto judge = [&](PictureIssue issue, double score, double threshold) {
      judged[i].scores[static_cast<std::size_t>(issue)] = score;
      judged[i].marked[static_cast<std::size_t>(issue)] = score < threshold;
    };
    const double ratio = static_cast<double>(picture.width) / picture.height;
    const double distance = std::abs(sizeOf(picture) - usual.middle) / sizeUnit;
    judge(PictureIssue::Dark, picture.brightness99, thresholds.dark);
    judge(PictureIssue::Light, 1 - picture.brightness5, thresholds.light);
    judge(PictureIssue::OddAspectRatio,
          std::min(ratio, static_cast<double>(picture.height) / picture.width),
          thresholds.oddAspectRatio);
    judge(PictureIssue::LowInformation, std::min(bitsFactor * picture.entropy, 1.0),
          thresholds.lowInformation);
    judge(PictureIssue::Blurry, blurScore(picture, thresholds.histogramDeviation),
          thresholds.blurry);
    judge(PictureIssue::OddSize, 1 - std::clamp(distance, 0.0, 1.0), usual.range > 0 ? 0.5 : 1);
    judge(PictureIssue::Greyscale, picture.oneChannel ? 0 : 1, 1);
  }
  return judged;
}

std::vector<std::vector<std::size_t>> equalPictures(std::span<const PictureMeasures> pictures) {
  return setsOf<std::string>(pictures,
                             [](const PictureMeasures& picture) { return picture.pixelHash; });
}

std::vector<std::vector<std::size_t>> equallyHashedPictures(
    std::span<const PictureMeasures> pictures) {
  auto sets = setsOf<std::uint64_t>(
      pictures, [](const PictureMeasures& picture) { return picture.pictureHash; });
  const auto equal = equalPictures(pictures);
  std::erase_if(
      sets, [&](const auto& set) { return std::binary_search(equal.begin(), equal.end(), set); });
  return sets;
}

std::string_view nameOf(PictureIssue issue) {
  constexpr std::array<std::string_view, pictureIssues> names{
      "dark", "light", "odd_aspect_ratio", "low_information", "blurry", "odd_size", "grayscale"};
  return names[static_cast<std::size_t>(issue)];
}

}  // namespace touchstone::analysis
