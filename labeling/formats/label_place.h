#pragma once

#include "labeling/annotation/document.h"

#include <string>
#include <string_view>
#include <utility>

namespace touchstone::labeling {

/// A path of an image without its last folder `JPEGImages` or `images`: what comes before that
/// folder and what after it. All of the path is `after` when it has no such folder.
struct ImagePlace {
  bool hasImageFolder = false;
  std::string before;
  std::string after;
};

/// Splits a relative path with '/'.
[[nodiscard]] ImagePlace placeOf(std::string_view imagePath);

/// Returns the path of an image without `JPEGImages` or `images` and without its extension: what
/// lists of images give, and where its label file lies below the folder of label files.
[[nodiscard]] std::string keyOfImage(std::string_view imagePath);

/// Whether another image of the project has the same path but for the extension, and comes first.
[[nodiscard]] bool stemIsTaken(const Document& document, ImageId id);

}  // namespace touchstone::labeling
