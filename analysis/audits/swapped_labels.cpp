#include "analysis/audits/swapped_labels.h"

#include <algorithm>
#include <map>

namespace touchstone::analysis {

using labeling::Finding;

void markSwapped(std::vector<Finding>& errors) {
  std::stable_sort(errors.begin(), errors.end(),
                   [](const Finding& a, const Finding& b) { return a.score < b.score; });
  std::map<labeling::ImageId, std::vector<Finding*>> ofImage;
  for (Finding& error : errors) {
    auto& waiting = ofImage[error.image];
    const auto partner = std::find_if(waiting.begin(), waiting.end(), [&](const Finding* other) {
      return other->given == error.suggested && other->suggested == error.given;
    });
    if (partner == waiting.end()) {
      waiting.push_back(&error);
      continue;
    }
    for (Finding* swapped : {*partner, &error}) {
      swapped->kind = labeling::FindingKind::Swapped;
      swapped->message.back() = ';';
      swapped->message += " another label of this image is the other way round.";
    }
    waiting.erase(partner);
  }
}

}  // namespace touchstone::analysis
