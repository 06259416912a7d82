#pragma once

#include "analysis/images/picture_measures.h"
#include "labeling/review/finding.h"

#include <span>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// What is wrong with the pictures themselves, whatever they show.
struct PictureAudit {
  std::vector<labeling::Finding> findings;
  std::vector<std::string> remarks;  ///< one sentence about each kind that is usual here
};

/// Returns findings of kind dark, light, blurry, low_information, odd_size and odd_aspect_ratio;
/// `measures` are those of `images`. What half of the images or more are is usual among them: as in
/// cleanvision, it is said once and not asked about image by image. Blurry is what cleanvision
/// calls so, and what has much softer edges (blurOfEdges) than the others; a dark or light picture
/// is not called blurry too. Scores lie in [0.5, 1], after those of most label errors: a poor
/// picture may well be labelled right.
[[nodiscard]] PictureAudit auditPictures(std::span<const labeling::ImageId> images,
                                         std::span<const PictureMeasures> measures);

}  // namespace touchstone::analysis
