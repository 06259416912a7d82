#pragma once

#include "analysis/images/picture_measures.h"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace touchstone::analysis {

/// What may be wrong with a picture, whatever it shows; cleanvision's checks.
enum class PictureIssue { Dark, Light, OddAspectRatio, LowInformation, Blurry, OddSize, Greyscale };
inline constexpr std::size_t pictureIssues = 7;

/// cleanvision's defaults: a picture is marked when its score is below the threshold.
struct PictureThresholds {
  double dark = 0.32;
  double light = 0.05;
  double oddAspectRatio = 0.35;
  double lowInformation = 0.3;
  double blurry = 0.29;
  double histogramDeviation = 0.18;  ///< below it the grey histogram says nothing of blur
  double sizeRanges = 3;             ///< a size is odd this many quartile distances off
};

/// The judgement of one picture, indexed by PictureIssue.
struct PictureQuality {
  std::array<double, pictureIssues> scores{};  ///< in [0, 1]; low is suspicious
  std::array<bool, pictureIssues> marked{};

  [[nodiscard]] double score(PictureIssue issue) const {
    return scores[static_cast<std::size_t>(issue)];
  }
  [[nodiscard]] bool isMarked(PictureIssue issue) const {
    return marked[static_cast<std::size_t>(issue)];
  }
};

/// Judges pictures as cleanvision does; sizes are odd against those of all pictures given.
[[nodiscard]] std::vector<PictureQuality> pictureQuality(std::span<const PictureMeasures> pictures,
                                                         const PictureThresholds& thresholds = {});

/// Returns the sets of pictures with equal pixels, each in ascending order, by their first picture.
[[nodiscard]] std::vector<std::vector<std::size_t>> equalPictures(
    std::span<const PictureMeasures> pictures);

/// Returns the sets of pictures with equal picture hashes that are not one set of equal pictures.
[[nodiscard]] std::vector<std::vector<std::size_t>> equallyHashedPictures(
    std::span<const PictureMeasures> pictures);

/// Returns "dark", "light", "odd_aspect_ratio", "low_information", "blurry", "odd_size" or
/// "grayscale".
[[nodiscard]] std::string_view nameOf(PictureIssue issue);

}  // namespace touchstone::analysis
