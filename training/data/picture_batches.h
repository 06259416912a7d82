#pragma once

#include "training/data/picture_store.h"
#include "training/data/read_ahead.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace touchstone::training {

/// Some pictures of one size: N×size×size×3 bytes RGB and the labels of the N samples.
struct PictureBatch {
  std::vector<std::uint8_t> pixels;
  std::vector<std::int64_t> labels;
};

/// Returns a source of batches of the samples `order` (indexes into the store), made ahead on
/// threads; `change` gets each picture and its sample (an index into the store) and returns what
/// the network shall see.
[[nodiscard]] std::unique_ptr<ReadAhead<PictureBatch>> readBatches(
    const PictureStore& store,
    std::vector<std::size_t> order,
    std::size_t batchSize,
    std::function<cv::Mat(const cv::Mat& picture, std::size_t sample)> change);

}  // namespace touchstone::training
