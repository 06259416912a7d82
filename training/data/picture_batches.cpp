#include "training/data/picture_batches.h"

#include <algorithm>
#include <thread>

namespace touchstone::training {

namespace {

/// Returns how many threads prepare pictures: more than a few wait for the network.
int preparingThreads() {
  constexpr int most = 12;
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 2, most);
}

}  // namespace

std::unique_ptr<ReadAhead<PictureBatch>> readBatches(
    const PictureStore& store,
    std::vector<std::size_t> order,
    std::size_t batchSize,
    std::function<cv::Mat(const cv::Mat& picture, std::size_t sample)> change) {
  const std::size_t batches = (order.size() + batchSize - 1) / batchSize;
  const auto make = [&store, order = std::move(order), batchSize,
                     change = std::move(change)](std::size_t number) {
    PictureBatch batch;
    const std::size_t end = std::min(order.size(), (number + 1) * batchSize);
    for (std::size_t i = number * batchSize; i < end; ++i) {
      const cv::Mat picture = change(store.picture(order[i]), order[i]);
      batch.pixels.insert(batch.pixels.end(), picture.datastart, picture.dataend);
      batch.labels.push_back(store.sample(order[i]).label);
    }
    return batch;
  };
  const int threads = preparingThreads();
  return std::make_unique<ReadAhead<PictureBatch>>(batches, threads,
                                                   2 * static_cast<std::size_t>(threads), make);
}

}  // namespace touchstone::training
