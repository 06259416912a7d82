#pragma once

#include "labeling/geometry/image_size.h"
#include "labeling/random.h"

#include <opencv2/core/types.hpp>

#include <optional>
#include <string_view>

namespace touchstone::training {

/// How pictures of a batch are mixed in pairs, and their labels with them.
enum class Mixing {
  None,
  MixUp,  ///< the sum of both, one of them faint (Zhang et al. 2018)
  CutMix  ///< a rectangle of one in the other (Yun et al. 2019)
};

/// Returns the kind named "none", "mixup" or "cutmix".
[[nodiscard]] std::optional<Mixing> mixingFromName(std::string_view name);

/// How the first picture of each pair becomes a mixed one.
struct MixingPlan {
  double firstShare = 1;  ///< of the first picture and its label; the rest is the second's
  cv::Rect area;          ///< CutMix: the part that is taken from the second picture
};

/// Returns the plan of one batch of pictures of that size: shares follow a beta distribution with
/// both parameters 0.2 (MixUp) or 1 (CutMix), as in the papers.
[[nodiscard]] MixingPlan mixingPlan(Mixing mixing,
                                    labeling::ImageSize size,
                                    labeling::Random& random);

}  // namespace touchstone::training
