#include "training/detection/detection_target.h"

#include "training/detection/box_matcher.h"
#include "training/detection/boxes.h"

namespace touchstone::training {

torch::Tensor labelsOf(const torch::Tensor& boxes,
                       const torch::Tensor& matches,
                       const DetectionTarget& target) {
  constexpr double mostly = 0.5;
  torch::Tensor labels;
  if (matches.defined()) {
    labels = target.labels.index_select(0, matches.clamp_min(0));
    labels.masked_fill_(matches == backgroundMatch, 0);
    labels.masked_fill_(matches == uncertainMatch, -1);
  } else {
    labels = torch::zeros({boxes.size(0)}, boxes.options().dtype(torch::kLong));
  }
  if (target.ignored.defined() && target.ignored.size(0) > 0) {
    labels.masked_fill_((labels == 0) & (sharesInside(boxes, target.ignored) >= mostly), -1);
  }
  return labels;
}

}  // namespace touchstone::training
