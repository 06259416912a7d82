#include "labeling/images/image_header.h"

#include "labeling/images/tiff_tags.h"

#include <cctype>
#include <sstream>
#include <string>
#include <string_view>

namespace touchstone::labeling {
namespace {

std::string take(std::istream& stream, std::size_t bytes) {
  std::string text(bytes, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(bytes));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

void skip(std::istream& stream, std::int64_t bytes) {
  stream.seekg(bytes, std::ios::cur);
}

std::uint32_t bigEndian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char byte : bytes) {
    value = value << 8 | static_cast<unsigned char>(byte);
  }
  return value;
}

std::uint32_t littleEndian(std::string_view bytes) {
  return bigEndian(std::string(bytes.rbegin(), bytes.rend()));
}

int orientationIn(const std::string& exif) {
  std::istringstream stream(exif);
  const auto tags = readTiffTags(stream);
  return tags ? tags->orientation : 1;
}

bool startsFrame(int marker) {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/// Walks the segments up to the frame header (ITU-T T.81, annex B).
std::optional<ImageHeader> readJpeg(std::istream& stream) {
  ImageHeader header{.type = ImageFileType::Jpeg, .width = 0, .height = 0};
  while (stream.good()) {
    if (stream.get() != 0xff) {
      return std::nullopt;
    }
    int marker = stream.get();
    while (marker == 0xff) {
      marker = stream.get();
    }
    if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      continue;
    }
    const auto length = static_cast<std::int64_t>(bigEndian(take(stream, 2))) - 2;
    if (marker == 0xd9 || marker == 0xda || length < 0) {
      return std::nullopt;
    }
    if (startsFrame(marker)) {
      const std::string frame = take(stream, 6);
      if (frame.size() < 6) {
        return std::nullopt;
      }
      header.height = bigEndian(std::string_view(frame).substr(1, 2));
      header.width = bigEndian(std::string_view(frame).substr(3, 2));
      header.isGrey = frame[5] == 1;
      header.dataBegin = static_cast<std::int64_t>(stream.tellg()) - 1;
      return header;
    }
    if (marker == 0xe1) {
      const std::string segment = take(stream, static_cast<std::size_t>(length));
      if (segment.starts_with(std::string_view("Exif\0\0", 6))) {
        header.orientation = orientationIn(segment.substr(6));
      }
    } else {
      skip(stream, length);
    }
  }
  return std::nullopt;
}

std::optional<ImageHeader> readPng(std::istream& stream) {
  skip(stream, 8);
  const std::string head = take(stream, 18);
  if (head.size() < 18 || head.substr(4, 4) != "IHDR") {
    return std::nullopt;
  }
  ImageHeader header{.type = ImageFileType::Png,
                     .width = bigEndian(std::string_view(head).substr(8, 4)),
                     .height = bigEndian(std::string_view(head).substr(12, 4))};
  constexpr char grey = 0;
  constexpr char greyWithAlpha = 4;
  header.isGrey = head[17] == grey || head[17] == greyWithAlpha;
  skip(stream, 7);
  while (stream.good()) {
    const std::string chunk = take(stream, 8);
    if (chunk.size() < 8 || chunk.substr(4) == "IDAT" || chunk.substr(4) == "IEND") {
      break;
    }
    const std::uint32_t length = bigEndian(std::string_view(chunk).substr(0, 4));
    constexpr std::uint32_t longestExif = 1 << 20;
    if (chunk.substr(4) == "eXIf" && length <= longestExif) {
      header.orientation = orientationIn(take(stream, length));
      break;
    }
    skip(stream, std::int64_t{length} + 4);
  }
  return header;
}

std::optional<ImageHeader> readBmp(std::istream& stream) {
  const std::string head = take(stream, 26);
  if (head.size() < 26) {
    return std::nullopt;
  }
  const std::string_view bytes(head);
  ImageHeader header{.type = ImageFileType::Bmp, .width = 0, .height = 0};
  constexpr std::uint32_t oldHeaderBytes = 12;
  if (littleEndian(bytes.substr(14, 4)) == oldHeaderBytes) {
    header.width = littleEndian(bytes.substr(18, 2));
    header.height = littleEndian(bytes.substr(20, 2));
    return header;
  }
  header.width = static_cast<std::int32_t>(littleEndian(bytes.substr(18, 4)));
  const auto height = static_cast<std::int32_t>(littleEndian(bytes.substr(22, 4)));
  header.height = height < 0 ? -std::int64_t{height} : height;
  return header;
}

/// Reads a number of a portable anymap's head, skipping white space and comments.
std::int64_t anymapNumber(std::istream& stream) {
  while (stream.good() && (std::isspace(stream.peek()) != 0 || stream.peek() == '#')) {
    if (stream.get() == '#') {
      std::string comment;
      std::getline(stream, comment);
    }
  }
  std::int64_t value = 0;
  constexpr std::int64_t largest = 1'000'000'000;
  while (std::isdigit(stream.peek()) != 0 && value < largest) {
    value = value * 10 + (stream.get() - '0');
  }
  return value;
}

std::optional<ImageHeader> readAnymap(std::istream& stream) {
  const std::string magic = take(stream, 2);
  ImageHeader header{.type = ImageFileType::PortableAnymap, .width = 0, .height = 0};
  header.isGrey = magic != "P3" && magic != "P6";
  header.width = anymapNumber(stream);
  header.height = anymapNumber(stream);
  return header;
}

/// Reads the three kinds of WebP (RFC 9649): lossy, lossless, extended.
std::optional<ImageHeader> readWebP(std::istream& stream) {
  skip(stream, 12);
  const std::string head = take(stream, 18);
  if (head.size() < 18) {
    return std::nullopt;
  }
  const std::string_view bytes(head);
  ImageHeader header{.type = ImageFileType::WebP, .width = 0, .height = 0};
  if (bytes.starts_with("VP8 ")) {
    header.width = littleEndian(bytes.substr(14, 2)) & 0x3fff;
    header.height = littleEndian(bytes.substr(16, 2)) & 0x3fff;
  } else if (bytes.starts_with("VP8L")) {
    const std::uint32_t packed = littleEndian(bytes.substr(9, 4));
    header.width = (packed & 0x3fff) + 1;
    header.height = (packed >> 14 & 0x3fff) + 1;
  } else if (bytes.starts_with("VP8X")) {
    header.width = littleEndian(bytes.substr(12, 3)) + 1;
    header.height = littleEndian(bytes.substr(15, 3)) + 1;
  } else {
    return std::nullopt;
  }
  return header;
}

std::optional<ImageHeader> readTiff(std::istream& stream) {
  const auto tags = readTiffTags(stream);
  if (!tags) {
    return std::nullopt;
  }
  return ImageHeader{.type = ImageFileType::Tiff,
                     .width = tags->width,
                     .height = tags->height,
                     .orientation = tags->orientation};
}

}  // namespace

bool isAnimation(std::istream& stream) {
  const std::streampos start = stream.tellg();
  const std::string head = take(stream, 21);
  stream.clear();
  stream.seekg(start);
  constexpr std::size_t flags = 20;
  constexpr int animationFlag = 2;
  const bool isExtendedWebP =
      head.size() > flags && head.starts_with("RIFF") && head.compare(8, 8, "WEBPVP8X") == 0;
  return head.starts_with("GIF8") || (isExtendedWebP && (head[flags] & animationFlag) != 0);
}

std::optional<ImageFileType> readImageFileType(std::istream& stream) {
  const std::streampos start = stream.tellg();
  const std::string magic = take(stream, 12);
  stream.clear();
  stream.seekg(start);
  if (magic.starts_with("\xff\xd8\xff")) {
    return ImageFileType::Jpeg;
  }
  if (magic.starts_with("\x89PNG\r\n\x1a\n")) {
    return ImageFileType::Png;
  }
  if (magic.starts_with("RIFF") && magic.size() >= 12 && magic.substr(8, 4) == "WEBP") {
    return ImageFileType::WebP;
  }
  if (magic.starts_with(std::string_view("II*\0", 4)) ||
      magic.starts_with(std::string_view("MM\0*", 4)) ||
      magic.starts_with(std::string_view("II+\0", 4)) ||
      magic.starts_with(std::string_view("MM\0+", 4))) {
    return ImageFileType::Tiff;
  }
  if (magic.starts_with("BM")) {
    return ImageFileType::Bmp;
  }
  if (magic.size() > 2 && magic[0] == 'P' && magic[1] >= '1' && magic[1] <= '6' &&
      std::isspace(static_cast<unsigned char>(magic[2])) != 0) {
    return ImageFileType::PortableAnymap;
  }
  return std::nullopt;
}

std::optional<ImageHeader> readImageHeader(std::istream& stream, ImageFileType type) {
  std::optional<ImageHeader> header;
  switch (type) {
    case ImageFileType::Jpeg:
      header = readJpeg(stream);
      break;
    case ImageFileType::Png:
      header = readPng(stream);
      break;
    case ImageFileType::Bmp:
      header = readBmp(stream);
      break;
    case ImageFileType::PortableAnymap:
      header = readAnymap(stream);
      break;
    case ImageFileType::WebP:
      header = readWebP(stream);
      break;
    case ImageFileType::Tiff:
      header = readTiff(stream);
      break;
  }
  if (header && (header->width <= 0 || header->height <= 0)) {
    return std::nullopt;
  }
  return header;
}

}  // namespace touchstone::labeling
