#pragma once

#include "analysis/audits/mask_quality.h"
#include "labeling/annotation/document.h"
#include "labeling/review/finding.h"

#include <span>
#include <string>
#include <vector>

namespace touchstone::analysis {

/// A painted object as the audit sees it.
struct GivenMask {
  labeling::AnnotationId annotation = 0;
  int labelClass = 0;
  labeling::Mask mask;  ///< of the image's size
};

/// Returns what out-of-sample probabilities of pixels say of the masks of one image, most
/// suspicious first. A doubtful region (see doubtfulRegions) is a `mask_error` of the object that
/// should lose or gain it, with the mask that "accept" takes, or an `overlooked` object when it
/// touches none of its class. Regions below a thousandth of the image are asked about only where
/// they matter: from a twentieth of the object on, or a quarter of `usualAreas` (pixels of an
/// object of each class; none is known when empty). Classes are indices of `classNames`;
/// `background` is the one that no object has.
[[nodiscard]] std::vector<labeling::Finding> auditMasks(labeling::ImageId image,
                                                        std::span<const GivenMask> objects,
                                                        const cv::Mat1b& labels,
                                                        std::span<const cv::Mat1f> probabilities,
                                                        std::span<const std::string> classNames,
                                                        std::span<const double> usualAreas = {},
                                                        int background = 0);

}  // namespace touchstone::analysis
