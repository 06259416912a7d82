#include "ui/label/image_batches.h"

#include <algorithm>

namespace touchstone::ui {
namespace {

using namespace labeling;

ImageBatch stateBatch(std::string name, ImageState state) {
  return {.name = std::move(name),
          .change = [state](const Document&, ImageId, Image& image) { image.state = state; }};
}

}  // namespace

ImageBatch splitBatch(Split split) {
  return {.name = "Set split",
          .change = [split](const Document&, ImageId, Image& image) { image.split = split; }};
}

ImageBatch verifyBatch() {
  return stateBatch("Verify images", ImageState::Verified);
}

ImageBatch excludeBatch() {
  return stateBatch("Exclude images", ImageState::Excluded);
}

ImageBatch openBatch() {
  return {
      .name = "Take back states", .change = [](const Document& document, ImageId id, Image& image) {
        if (image.state == ImageState::Verified || image.state == ImageState::Excluded) {
          image.state =
              document.annotationsOf(id).empty() ? ImageState::Unlabelled : ImageState::Labelled;
        }
      }};
}

ImageBatch tagBatch(const std::string& tag) {
  return {.name = "Add tag", .change = [tag](const Document&, ImageId, Image& image) {
            if (std::find(image.tags.begin(), image.tags.end(), tag) == image.tags.end()) {
              image.tags.push_back(tag);
            }
          }};
}

ImageBatch untagBatch(const std::string& tag) {
  return {.name = "Remove tag",
          .change = [tag](const Document&, ImageId, Image& image) { std::erase(image.tags, tag); }};
}

BatchPreview previewOf(const Document& document,
                       const std::vector<ImageId>& images,
                       const ImageBatch& batch) {
  BatchPreview preview;
  for (const ImageId id : images) {
    const Image* image = document.image(id);
    if (image == nullptr) {
      continue;
    }
    Image changed = *image;
    batch.change(document, id, changed);
    if (changed == *image) {
      ++preview.unchanged;
    } else if (image->split == Split::Test || changed.split == Split::Test) {
      preview.onTest.push_back(id);
    } else {
      preview.changing.push_back(id);
    }
  }
  return preview;
}

Edit editFor(const Document& document,
             const std::vector<ImageId>& images,
             const ImageBatch& batch) {
  Edit edit{.name = batch.name, .gesture = 0, .changes = {}};
  for (const ImageId id : images) {
    if (const Image* image = document.image(id)) {
      Image changed = *image;
      batch.change(document, id, changed);
      if (changed != *image) {
        edit.changes.emplace_back(ImageChange{id, std::move(changed)});
      }
    }
  }
  return edit;
}

}  // namespace touchstone::ui
