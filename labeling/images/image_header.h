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
  bool isGrey = false;         ///< JPEG, PNG, anymap: it has one channel of colour

  /// Whether applying the orientation exchanges width and height.
  [[nodiscard]] bool isTurned() const { return orientation >= 5; }
};

/// Returns the type that the first bytes of `stream` announce, which stays where it stands; nothing
/// when it is not one of ours.
[[nodiscard]] std::optional<ImageFileType> readImageFileType(std::istream& stream);

/// Whether the first bytes of `stream`, which stays where it stands, are those of a GIF or of an
/// animated WebP (WebP Container Specification, "Extended File Format"): several pictures in one.
[[nodiscard]] bool isAnimation(std::istream& stream);

/// Reads the header of a file of that type at the start of `stream`; nothing when it is damaged.
[[nodiscard]] std::optional<ImageHeader> readImageHeader(std::istream& stream, ImageFileType type);

}  // namespace touchstone::labeling
