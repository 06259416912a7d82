#include "training/detection/box_matcher.h"

namespace touchstone::training {

torch::Tensor matchedObjects(const torch::Tensor& overlaps, const MatchRule& rule) {
  const auto [best, object] = overlaps.max(0);
  auto matches = object.masked_fill(best < rule.object, uncertainMatch);
  matches.masked_fill_(best < rule.background, backgroundMatch);
  if (rule.bestOfEach) {
    const auto bestOfObject = std::get<0>(overlaps.max(1, true));
    const auto boxes = (overlaps == bestOfObject).any(0).nonzero().squeeze(1);
    matches.index_put_({boxes}, object.index_select(0, boxes));
  }
  return matches;
}

}  // namespace touchstone::training
