#pragma once

#include "labeling/annotation/document.h"

#include <functional>
#include <string>
#include <vector>

namespace touchstone::ui {

/// What is to be done to many images at once.
struct ImageBatch {
  std::string name{};  ///< of the step in the history: "Verify images"
  std::function<void(const labeling::Document&, labeling::ImageId, labeling::Image&)> change{};
};

[[nodiscard]] ImageBatch splitBatch(labeling::Split split);
[[nodiscard]] ImageBatch verifyBatch();
[[nodiscard]] ImageBatch excludeBatch();
/// Takes back that images are verified or excluded.
[[nodiscard]] ImageBatch openBatch();
[[nodiscard]] ImageBatch tagBatch(const std::string& tag);
[[nodiscard]] ImageBatch untagBatch(const std::string& tag);

/// What a batch would change, before it does.
struct BatchPreview {
  std::vector<labeling::ImageId> changing{};  ///< images outside the test split that change
  std::vector<labeling::ImageId> onTest{};    ///< images that change and are, or would be, in it
  int unchanged = 0;                          ///< images that are so already
};
[[nodiscard]] BatchPreview previewOf(const labeling::Document& document,
                                     const std::vector<labeling::ImageId>& images,
                                     const ImageBatch& batch);

/// Returns the one edit that carries the batch out on these images.
[[nodiscard]] labeling::Edit editFor(const labeling::Document& document,
                                     const std::vector<labeling::ImageId>& images,
                                     const ImageBatch& batch);

}  // namespace touchstone::ui
