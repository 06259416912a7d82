#include "training/data/picture_store.h"

#include "training/data/image_groups.h"
#include "training/data/read_ahead.h"

#include <numeric>

namespace touchstone::training {

namespace {

constexpr std::size_t memoryLimit = 1'500'000'000;
constexpr int readers = 2;
constexpr std::size_t imagesAhead = 32;

}  // namespace

PictureStore::PictureStore(std::vector<Sample> samples,
                           std::filesystem::path folder,
                           const PictureOptions& options)
    : samples_(std::move(samples)),
      folder_(std::move(folder)),
      options_(options),
      pictures_(samples_.size()),
      fits_(samples_.size() * static_cast<std::size_t>(options.size * options.size) * 3 <=
            memoryLimit) {}

Status PictureStore::load(const std::function<void(const std::string&)>& warned,
                          const WorkContext& work) {
  std::vector<std::size_t> all(samples_.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto groups = groupedByImage(samples_, all);
  ReadAhead<Result<std::vector<cv::Mat>>> images(
      groups.size(), readers, imagesAhead, [&](std::size_t i) {
        return readPictures(folder_, selected(samples_, groups[i]), options_);
      });
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (work.stop.stop_requested()) {
      return Error{ErrorKind::Cancelled, {}, "Cancelled while reading the pictures."};
    }
    auto read = *images.next();
    if (!read) {
      warned(read.error().message);
      continue;
    }
    for (std::size_t i = 0; i < groups[g].size(); ++i) {
      readable_.push_back(groups[g][i]);
      if (fits_) {
        pictures_[groups[g][i]] = std::move((*read)[i]);
      }
    }
    work.progress(
        {"Reading pictures", static_cast<double>(g + 1), static_cast<double>(groups.size()), -1});
  }
  return Nothing{};
}

cv::Mat PictureStore::picture(std::size_t index) const {
  if (fits_) {
    return pictures_[index];
  }
  auto read = readPictures(folder_, {&samples_[index], 1}, options_);
  return read ? std::move(read->front())
              : cv::Mat(options_.size, options_.size, CV_8UC3, cv::Scalar::all(128));
}

}  // namespace touchstone::training
