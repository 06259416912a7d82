#include "ui/canvas/picture_loader.h"

#include <algorithm>

namespace touchstone::ui {
namespace {

constexpr std::size_t keptPictures = 4;

}  // namespace

std::optional<Picture> PictureLoader::request(labeling::ImageId image,
                                              const std::filesystem::path& file) {
  current_.cancel();
  if (const Picture* picture = find(image)) {
    return *picture;
  }
  current_.run([file](const std::stop_token&) { return loadPicture(file); },
               [this, image](Result<Picture> picture) {
                 if (picture) {
                   keep(image, *picture);
                   Q_EMIT loaded(image, *picture);
                 } else {
                   Q_EMIT failed(image, QString::fromStdString(picture.error().message));
                 }
               });
  return std::nullopt;
}

void PictureLoader::readAhead(labeling::ImageId image, const std::filesystem::path& file) {
  if (find(image) != nullptr) {
    return;
  }
  ahead_.run([file](const std::stop_token&) { return loadPicture(file); },
             [this, image](Result<Picture> picture) {
               if (picture) {
                 keep(image, *std::move(picture));
               }
             });
}

void PictureLoader::clear() {
  current_.cancel();
  ahead_.cancel();
  kept_.clear();
}

const Picture* PictureLoader::find(labeling::ImageId image) {
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& k) { return k.image == image; });
  if (found == kept_.end()) {
    return nullptr;
  }
  kept_.splice(kept_.begin(), kept_, found);
  return &kept_.front().picture;
}

void PictureLoader::keep(labeling::ImageId image, Picture picture) {
  if (find(image) == nullptr) {
    kept_.push_front({image, std::move(picture)});
  }
  if (kept_.size() > keptPictures) {
    kept_.pop_back();
  }
}

}  // namespace touchstone::ui
