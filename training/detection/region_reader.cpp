#include "training/detection/region_reader.h"

#include "training/detection/boxes.h"
#include "training/detection/roi_align.h"

#include <cmath>

namespace touchstone::training {

namespace {

/// Returns the index of the level for each region.
torch::Tensor levelsOf(const torch::Tensor& boxes, const std::vector<PyramidStage>& levels) {
  constexpr double usualSide = 224;
  constexpr double usualLevel = 4;  // log2 of its stride
  constexpr double tolerance = 1e-6;
  const double first = std::log2(levels.front().stride);
  const double last = std::log2(levels.back().stride);
  const auto level = (usualLevel + torch::log2(boxAreas(boxes).sqrt() / usualSide) + tolerance);
  return (level.floor().clamp(first, last) - first).to(torch::kLong);
}

}  // namespace

torch::Tensor readRegions(const std::vector<torch::Tensor>& maps,
                          const std::vector<PyramidStage>& levels,
                          const std::vector<torch::Tensor>& regions) {
  std::vector<torch::Tensor> pictures;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    pictures.push_back(
        torch::full({regions[i].size(0), 1}, static_cast<double>(i), regions[i].options()));
  }
  const auto boxes = torch::cat(regions);
  const auto rows = torch::cat({torch::cat(pictures), boxes}, 1);
  const auto level = levelsOf(boxes, levels);
  std::vector<torch::Tensor> parts;
  std::vector<torch::Tensor> places;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    places.push_back((level == static_cast<std::int64_t>(i)).nonzero().squeeze(1));
    parts.push_back(roiAlign(maps[i], rows.index_select(0, places.back()),
                             {.bins = regionBins, .scale = 1.0 / levels[i].stride}));
  }
  const auto order = torch::cat(places).argsort();
  return torch::cat(parts).index_select(0, order);
}

}  // namespace touchstone::training
