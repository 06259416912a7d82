#include "training/baselines/baselines.h"

#include <algorithm>

namespace touchstone::training {

const std::vector<Baseline>& baselines() {
  static const std::vector<Baseline> rows = {
      {"pixel-match", "Pixel match", BaselineKind::PixelMatch},
      {"colour-histogram", "Colour histogram", BaselineKind::ColourHistogram},
      {"filters", "Edge filters (HOG)", BaselineKind::Filters},
      {"svm", "SVM (pixels, colours, edges)", BaselineKind::SupportVectors},
  };
  return rows;
}

const Baseline* findBaseline(std::string_view name) {
  const auto& rows = baselines();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const Baseline& b) { return b.name == name; });
  return row == rows.end() ? nullptr : &*row;
}

}  // namespace touchstone::training
