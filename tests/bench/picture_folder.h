#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace touchstone::bench {

/// The pictures of a bench folder have the sizes of these few, one after the other.
struct PictureSize {
  int width = 0;
  int height = 0;
};
[[nodiscard]] PictureSize sizeOfPicture(std::size_t index);

/// Returns the name of a picture, as COCO's: twelve digits.
[[nodiscard]] std::string nameOfPicture(std::size_t index);

/// Fills `folder` with `count` JPEG files, hard links to a few of them; does nothing when the last
/// one is there. Throws std::filesystem::filesystem_error.
void makePictureFolder(const std::filesystem::path& folder, std::size_t count);

}  // namespace touchstone::bench
