#include "training/detection/anchor_grid.h"

namespace touchstone::training {

namespace {

/// In torchvision's order: for each shape all sides.
torch::Tensor anchorShapes(const AnchorSides& sides) {
  const auto side = torch::tensor(sides, torch::kFloat);
  const auto heightShare = torch::tensor({0.5F, 1.0F, 2.0F}).sqrt();
  const auto widths = ((1 / heightShare).unsqueeze(1) * side).flatten();
  const auto heights = (heightShare.unsqueeze(1) * side).flatten();
  return (torch::stack({-widths, -heights, widths, heights}, 1) / 2).round();
}

torch::Tensor placed(const torch::Tensor& shapes,
                     std::int64_t rows,
                     std::int64_t columns,
                     std::int64_t rowStride,
                     std::int64_t columnStride) {
  const auto options = torch::TensorOptions(torch::kFloat);
  const auto y = torch::arange(rows, options) * rowStride;
  const auto x = torch::arange(columns, options) * columnStride;
  const auto shiftY = y.unsqueeze(1).expand({rows, columns}).flatten();
  const auto shiftX = x.unsqueeze(0).expand({rows, columns}).flatten();
  const auto shifts = torch::stack({shiftX, shiftY, shiftX, shiftY}, 1);
  return (shifts.unsqueeze(1) + shapes).reshape({-1, 4});
}

}  // namespace

AnchorGrid::AnchorGrid(const std::vector<AnchorSides>& sides) {
  for (const AnchorSides& ofLevel : sides) {
    shapes_.push_back(anchorShapes(ofLevel));
  }
}

const std::vector<torch::Tensor>& AnchorGrid::over(const std::vector<torch::Tensor>& maps,
                                                   std::int64_t height,
                                                   std::int64_t width) {
  std::vector<std::vector<std::int64_t>> sizes = {{height, width}};
  for (const torch::Tensor& map : maps) {
    sizes.push_back({map.size(2), map.size(3)});
  }
  const bool isKnown = sizes == known_ && anchors_.front().device() == maps.front().device();
  if (!isKnown) {
    anchors_.clear();
    for (std::size_t level = 0; level < maps.size(); ++level) {
      const auto rows = maps[level].size(2);
      const auto columns = maps[level].size(3);
      anchors_.push_back(placed(shapes_[level], rows, columns, height / rows, width / columns)
                             .to(maps[level].device()));
    }
    known_ = std::move(sizes);
  }
  return anchors_;
}

}  // namespace touchstone::training
