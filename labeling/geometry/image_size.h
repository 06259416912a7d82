#pragma once

namespace touchstone::labeling {

/// Width and height of an image in pixels, as displayed (after EXIF orientation).
struct ImageSize {
  int width = 0;
  int height = 0;
  bool operator==(const ImageSize&) const = default;
};

}  // namespace touchstone::labeling
