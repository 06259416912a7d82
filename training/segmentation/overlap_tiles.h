#pragma once

#include "training/segmentation/segmentation_network.h"

namespace touchstone::training {

struct TileOptions {
  int side = 512;    ///< of the part that a tile answers for
  int context = 32;  ///< pixels around it that a padded network sees besides
};

/// Returns 1×K×H×W logits of a 1×3×H×W normalised picture of any size: the network sees one tile
/// after the other, each with its surroundings, mirrored beyond the border of the picture
/// ("overlap-tile strategy", U-Net's paper, figure 2).
[[nodiscard]] torch::Tensor logitsByTiles(SegmentationNetwork& network,
                                          const torch::Tensor& picture,
                                          const TileOptions& options = {});

}  // namespace touchstone::training
