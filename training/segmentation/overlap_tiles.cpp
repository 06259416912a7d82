#include "training/segmentation/overlap_tiles.h"

#include <algorithm>
#include <vector>

namespace touchstone::training {

namespace {

/// Returns the index in [0, length) at which a mirrored axis shows what it has at `place`.
std::int64_t mirrored(std::int64_t place, std::int64_t length) {
  if (length == 1) {
    return 0;
  }
  const std::int64_t period = 2 * (length - 1);
  const std::int64_t within = (place % period + period) % period;
  return std::min(within, period - within);
}

/// Where a tile lies along one axis.
struct Span {
  std::int64_t begin = 0;  ///< of what it answers for
  std::int64_t length = 0;
  torch::Tensor pixels;  ///< indices of what it sees
};

/// Cuts an axis into parts of at most the side of a tile, about equally long. They begin at
/// multiples of the coarsest stride, so that the maps of all tiles have their pixels at the same
/// places.
std::vector<Span> spansOf(std::int64_t length,
                          const SegmentationNetwork& network,
                          const TileOptions& options,
                          torch::Device device) {
  const int context = network.border() > 0 ? 0 : options.context;
  const std::int64_t parts = (length + options.side - 1) / options.side;
  const std::int64_t stride = network.coarsestStride();
  const std::int64_t part = (length + parts * stride - 1) / (parts * stride) * stride;
  const std::int64_t seen = network.inputSide(static_cast<int>(part) + 2 * context);
  std::vector<Span> spans;
  for (std::int64_t begin = 0; begin < length; begin += part) {
    Span span{begin, std::min(part, length - begin), {}};
    std::vector<std::int64_t> pixels;
    for (std::int64_t i = 0; i < seen; ++i) {
      pixels.push_back(mirrored(begin - context - network.border() + i, length));
    }
    span.pixels = torch::tensor(pixels, torch::TensorOptions(torch::kLong).device(device));
    spans.push_back(std::move(span));
  }
  return spans;
}

}  // namespace

torch::Tensor logitsByTiles(SegmentationNetwork& network,
                            const torch::Tensor& picture,
                            const TileOptions& options) {
  const int context = network.border() > 0 ? 0 : options.context;
  const auto columns = spansOf(picture.size(3), network, options, picture.device());
  std::vector<torch::Tensor> rows;
  for (const Span& row : spansOf(picture.size(2), network, options, picture.device())) {
    std::vector<torch::Tensor> tiles;
    for (const Span& column : columns) {
      const auto seen = picture.index_select(2, row.pixels)
                            .index_select(3, column.pixels)
                            .contiguous(torch::MemoryFormat::ChannelsLast);
      tiles.push_back(
          network.forward(seen).narrow(2, context, row.length).narrow(3, context, column.length));
    }
    rows.push_back(torch::cat(tiles, 3));
  }
  return torch::cat(rows, 2);
}

}  // namespace touchstone::training
