#pragma once

#include <cstdint>
#include <istream>
#include <optional>

namespace touchstone::labeling {

enum class ImageFileType { Jpeg, Png, Bmp, PortableAnymap, WebP, Tiff };

/// What the head of an image file says: the size as stored, before orientation is applied.
struct ImageHeader {
  ImageFileType type = ImageFileType::Jpeg;
  std::int64_t width = 0;
  std::int64_t height = 0;
  int orientation = 1;         ///< EXIF's tag 0x0112, 1 … 8
  std::int64_t dataBegin = 0;  ///< JPEG: the byte after the frame header

  /// Whether applying the orientation exchanges width and height.
  [[nodiscard]] bool isTurned() const { return orientation >= 5; }
};

/// Reads the header at the start of `stream`; nothing when the type is not one of ours or the
/// header is damaged.
[[nodiscard]] std::optional<ImageHeader> readImageHeader(std::istream& stream);

}  // namespace touchstone::labeling
