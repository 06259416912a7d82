#include "ui/canvas/picture_loader.h"

#include <algorithm>

namespace touchstone::ui {

std::optional<Picture> PictureLoader::request(const PictureFile& wanted) {
  current_.cancel();
  refining_.cancel();
  wanted_ = 0;
  const auto found = std::find_if(kept_.begin(), kept_.end(),
                                  [&](const Kept& k) { return k.image == wanted.image; });
  if (found != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, found);
    refine(wanted.image, found->picture);
    return found->picture;
  }
  wanted_ = wanted.image;
  if (reading_ != wanted.image) {
    current_.run(
        [file = wanted.file, cache = cache_](const std::stop_token&) {
          return loadPicture(file, cache);
        },
        [this, image = wanted.image](const Result<Picture>& picture) { deliver(image, picture); });
  }
  return std::nullopt;
}

void PictureLoader::deliver(labeling::ImageId image, const Result<Picture>& picture) {
  if (picture) {
    keep(image, *picture);
  }
  if (image != wanted_) {
    return;
  }
  wanted_ = 0;
  if (picture) {
    Q_EMIT loaded(image, *picture);
    refine(image, *picture);
  } else {
    Q_EMIT failed(image, QString::fromStdString(picture.error().message));
  }
}

void PictureLoader::readAhead(std::vector<PictureFile> files) {
  toRead_ = std::move(files);
  std::reverse(toRead_.begin(), toRead_.end());
  if (reading_ == 0) {
    readNext();
  }
}

void PictureLoader::readNext() {
  reading_ = 0;
  while (!toRead_.empty() && has(toRead_.back().image)) {
    toRead_.pop_back();
  }
  if (toRead_.empty()) {
    return;
  }
  const PictureFile next = toRead_.back();
  toRead_.pop_back();
  reading_ = next.image;
  ahead_.run([file = next.file,
              cache = cache_](const std::stop_token&) { return loadPicture(file, cache); },
             [this, image = next.image](const Result<Picture>& picture) {
               deliver(image, picture);
               readNext();
             });
}

void PictureLoader::refine(labeling::ImageId image, const Picture& picture) {
  refining_.run([picture, cache = cache_](
                    const std::stop_token& stop) { return refinedPicture(picture, cache, stop); },
                [this, image, before = picture](const Result<Picture>& better) {
                  // A picture that cannot be read to its end stays as coarse as it is.
                  if (better && better->sharedSource() != before.sharedSource()) {
                    keep(image, *better);
                    Q_EMIT refined(image, *better);
                  }
                });
}

bool PictureLoader::has(labeling::ImageId image) const {
  return std::any_of(kept_.begin(), kept_.end(), [&](const Kept& k) { return k.image == image; });
}

void PictureLoader::clear() {
  current_.cancel();
  ahead_.cancel();
  refining_.cancel();
  kept_.clear();
  toRead_.clear();
  wanted_ = 0;
  reading_ = 0;
}

void PictureLoader::keep(labeling::ImageId image, const Picture& picture) {
  std::erase_if(kept_, [&](const Kept& k) { return k.image == image; });
  kept_.push_front({image, picture});
  std::uint64_t total = 0;
  for (auto kept = kept_.begin(); kept != kept_.end();) {
    total += kept->picture.bytes();
    const bool stays = kept == kept_.begin() || total <= limit_;
    kept = stays ? std::next(kept) : kept_.erase(kept);
  }
}

}  // namespace touchstone::ui
