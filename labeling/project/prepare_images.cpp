#include "labeling/project/prepare_images.h"

#include "labeling/images/image_hash.h"
#include "labeling/images/image_reader.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace touchstone::labeling {
namespace {

/// Images decoded for their hash need not be larger: the hash looks at 32 x 32 pixels.
constexpr int shorterSideForHash = 128;

void look(const std::filesystem::path& folder, Image& image) {
  const std::filesystem::path file = folder / image.path;
  const auto hash = hashOfFile(file);
  const auto picture = readImage(file, shorterSideForHash);
  if (!hash || !picture) {
    image.problem = hash ? picture.error().message : hash.error().message;
    return;
  }
  image.contentHash = *hash;
  image.perceptualHash = perceptualHash(*picture);
}

/// Work that several threads share; the calling one reports on it.
class Looking {
public:
  Looking(const std::filesystem::path& folder,
          std::vector<ImageChange>& images,
          const WorkContext& work)
      : folder_(folder), images_(images), work_(work) {}

  void run() {
    std::vector<std::jthread> threads;
    constexpr unsigned mostThreads = 8;
    const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1U, mostThreads);
    for (unsigned i = 1; i < count; ++i) {
      threads.emplace_back([this] {
        while (lookAtNext()) {
        }
      });
    }
    while (lookAtNext()) {
      report();
    }
  }

private:
  bool lookAtNext() {
    const std::size_t index = next_++;
    if (index >= images_.size() || work_.stop.stop_requested()) {
      return false;
    }
    look(folder_, *images_[index].value);
    return true;
  }

  void report() const {
    const auto total = static_cast<double>(images_.size());
    const double done = std::min(static_cast<double>(next_), total);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start_;
    work_.progress({.stage = "Looking at the images",
                    .done = done,
                    .total = total,
                    .secondsLeft = elapsed.count() / done * (total - done)});
  }

  const std::filesystem::path& folder_;
  std::vector<ImageChange>& images_;
  const WorkContext& work_;
  std::atomic<std::size_t> next_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

bool isUnmeasured(const Image& image) {
  return image.width == 0 && image.problem.empty();
}

void measure(Image& image, const std::filesystem::path& folder) {
  if (const auto size = readImageSize(folder / image.path)) {
    image.width = size->width;
    image.height = size->height;
  } else {
    image.problem = size.error().message;
  }
}

Result<Edit> missingSizes(const Document& document,
                          const std::filesystem::path& folder,
                          const WorkContext& work) {
  Edit edit{.name = "Look at the images", .gesture = 0, .changes = {}};
  constexpr std::size_t reportEvery = 256;
  for (const auto& [id, image] : document.images()) {
    if (!isUnmeasured(image)) {
      continue;
    }
    if (edit.changes.size() % reportEvery == 0) {
      if (work.stop.stop_requested()) {
        return Error{ErrorKind::Cancelled, folder, "Looking at the images was cancelled."};
      }
      work.progress({.stage = "Looking at the images",
                     .done = static_cast<double>(edit.changes.size()),
                     .total = static_cast<double>(document.images().size())});
    }
    Image measured = image;
    measure(measured, folder);
    edit.changes.emplace_back(ImageChange{id, std::move(measured)});
  }
  return edit;
}

Result<Edit> missingHashes(const Document& document,
                           const std::filesystem::path& folder,
                           const WorkContext& work) {
  std::vector<ImageChange> images;
  for (const auto& [id, image] : document.images()) {
    const bool lacking = image.contentHash.empty() || image.perceptualHash == 0;
    if (lacking && image.problem.empty()) {
      images.push_back({id, image});
    }
  }
  Looking(folder, images, work).run();
  if (work.stop.stop_requested()) {
    return Error{ErrorKind::Cancelled, folder, "Looking at the images was cancelled."};
  }
  Edit edit{.name = "Look at the images", .gesture = 0, .changes = {}};
  for (ImageChange& change : images) {
    edit.changes.emplace_back(std::move(change));
  }
  return edit;
}

}  // namespace touchstone::labeling
