#include "labeling/images/palette_png.h"

#include <algorithm>
#include <csetjmp>
#include <cstring>
#include <png.h>
#include <unordered_map>

namespace touchstone::labeling {
namespace {

/// What libpng's callbacks reach: the bytes still to be read, and why it gave up.
struct PngSource {
  std::string_view rest;
  std::array<char, 160> problem{};
};

void readBytes(png_structp png, png_bytep data, std::size_t length) {
  auto* source = static_cast<PngSource*>(png_get_io_ptr(png));
  if (source->rest.size() < length) {
    png_error(png, "it ends too early");
  }
  std::memcpy(data, source->rest.data(), length);
  source->rest.remove_prefix(length);
}

void appendBytes(png_structp png, png_bytep data, std::size_t length) {
  static_cast<std::string*>(png_get_io_ptr(png))
      ->append(reinterpret_cast<const char*>(data), length);
}

void keepProblem(png_structp png, png_const_charp message) {
  if (auto* source = static_cast<PngSource*>(png_get_error_ptr(png))) {
    std::strncpy(source->problem.data(), message, source->problem.size() - 1);
  }
  png_longjmp(png, 1);
}

void ignoreWarning(png_structp /*png*/, png_const_charp /*message*/) {}

/// A PNG as libpng decodes it: one byte a pixel, or three where it has colours.
struct DecodedPng {
  png_uint_32 width = 0;
  png_uint_32 height = 0;
  int channels = 0;
  std::vector<png_byte> pixels;
  std::vector<png_bytep> rows;
  Palette palette;
};

/// Makes room for the picture; refuses what is too large.
bool makeRoom(png_structp png, png_infop info, DecodedPng& decoded, std::uint64_t maxPixels) {
  decoded.width = png_get_image_width(png, info);
  decoded.height = png_get_image_height(png, info);
  decoded.channels = png_get_channels(png, info);
  if (std::uint64_t{decoded.width} * decoded.height > maxPixels) {
    return false;
  }
  const std::size_t stride = png_get_rowbytes(png, info);
  decoded.pixels.resize(stride * decoded.height);
  for (std::size_t row = 0; row < decoded.height; ++row) {
    decoded.rows.push_back(decoded.pixels.data() + row * stride);
  }
  return true;
}

void takePalette(png_structp png, png_infop info, Palette& palette) {
  png_colorp colours = nullptr;
  int count = 0;
  if (png_get_PLTE(png, info, &colours, &count) != 0) {
    for (int i = 0; i < count; ++i) {
      palette.push_back((std::uint32_t{colours[i].red} << 16) |
                        (std::uint32_t{colours[i].green} << 8) | colours[i].blue);
    }
  }
}

/// Decodes with the C library, whose errors jump back here; everything that needs a destructor
/// lives in the caller.
bool decode(png_structp png,
            png_infop info,
            PngSource& source,
            DecodedPng& decoded,
            std::uint64_t maxPixels) {
  if (setjmp(png_jmpbuf(png)) != 0) {  // NOLINT(cert-err52-cpp): libpng's way
    return false;
  }
  png_set_read_fn(png, &source, readBytes);
  png_set_user_limits(png, 1'000'000, 1'000'000);
  png_read_info(png, info);
  const png_byte type = png_get_color_type(png, info);
  if (png_get_bit_depth(png, info) > 8) {
    png_error(png, "its pixels have 16 bits");
  }
  if (type == PNG_COLOR_TYPE_PALETTE) {
    takePalette(png, info, decoded.palette);
  }
  png_set_packing(png);
  if ((type & PNG_COLOR_MASK_ALPHA) != 0) {
    png_set_strip_alpha(png);
  }
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  if (!makeRoom(png, info, decoded, maxPixels)) {
    png_error(png, "it has more pixels than the limit");
  }
  png_read_image(png, decoded.rows.data());
  png_read_end(png, nullptr);
  return true;
}

/// Gives every colour a number in order of appearance; nothing beyond 256 colours.
bool numberColours(const DecodedPng& decoded, IndexedPicture& picture) {
  picture.isNumberedByColour = true;
  std::unordered_map<std::uint32_t, std::uint8_t> numbers;
  for (std::size_t i = 0; i + 2 < decoded.pixels.size(); i += 3) {
    const std::uint32_t colour = (std::uint32_t{decoded.pixels[i]} << 16) |
                                 (std::uint32_t{decoded.pixels[i + 1]} << 8) |
                                 decoded.pixels[i + 2];
    const auto [entry, isNew] =
        numbers.emplace(colour, static_cast<std::uint8_t>(picture.palette.size()));
    if (isNew) {
      picture.palette.push_back(colour);
    }
    if (picture.palette.size() > 256) {
      return false;
    }
    picture.pixels.push_back(entry->second);
  }
  return true;
}

Error refusal(const std::filesystem::path& file, const std::string& why) {
  return {ErrorKind::BadInput, file,
          file.string() + " cannot be read as a PNG of class numbers (" + why + ")."};
}

/// Encodes with the C library; as decode, a frame without destructors.
bool encode(png_structp png,
            png_infop info,
            std::string& out,
            const IndexedPicture& picture,
            std::vector<png_color>& colours,
            std::vector<png_bytep>& rows) {
  if (setjmp(png_jmpbuf(png)) != 0) {  // NOLINT(cert-err52-cpp)
    return false;
  }
  png_set_write_fn(png, &out, appendBytes, nullptr);
  png_set_IHDR(png, info, static_cast<png_uint_32>(picture.width),
               static_cast<png_uint_32>(picture.height), 8,
               colours.empty() ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_PALETTE, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (!colours.empty()) {
    png_set_PLTE(png, info, colours.data(), static_cast<int>(colours.size()));
  }
  png_write_info(png, info);
  png_write_image(png, rows.data());
  png_write_end(png, nullptr);
  return true;
}

}  // namespace

Palette vocPalette() {
  Palette palette;
  for (std::uint32_t index = 0; index < 256; ++index) {
    std::uint32_t red = 0;
    std::uint32_t green = 0;
    std::uint32_t blue = 0;
    std::uint32_t rest = index;
    for (int bit = 7; bit >= 0; --bit) {
      red |= (rest & 1U) << bit;
      green |= ((rest >> 1U) & 1U) << bit;
      blue |= ((rest >> 2U) & 1U) << bit;
      rest >>= 3U;
    }
    palette.push_back((red << 16) | (green << 8) | blue);
  }
  return palette;
}

Result<IndexedPicture> readIndexedPng(std::string_view bytes,
                                      const std::filesystem::path& file,
                                      std::uint64_t maxPixels) {
  PngSource source{.rest = bytes};
  DecodedPng decoded;
  png_structp png =
      png_create_read_struct(PNG_LIBPNG_VER_STRING, &source, keepProblem, ignoreWarning);
  png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
  const bool done = info != nullptr && decode(png, info, source, decoded, maxPixels);
  png_destroy_read_struct(&png, &info, nullptr);
  if (!done) {
    return refusal(file, source.problem.data());
  }
  IndexedPicture picture{.width = static_cast<int>(decoded.width),
                         .height = static_cast<int>(decoded.height),
                         .pixels = {},
                         .palette = {}};
  if (decoded.channels == 1) {
    picture.pixels = std::move(decoded.pixels);
    picture.palette = std::move(decoded.palette);
  } else if (!numberColours(decoded, picture)) {
    return refusal(file, "it has more than 256 colours");
  }
  return picture;
}

Result<std::string> indexedPngOf(const IndexedPicture& picture) {
  std::string out;
  std::vector<png_color> colours;
  for (const std::uint32_t colour : picture.palette) {
    colours.push_back({.red = static_cast<png_byte>(colour >> 16),
                       .green = static_cast<png_byte>(colour >> 8),
                       .blue = static_cast<png_byte>(colour)});
  }
  std::vector<png_byte> pixels(picture.pixels);
  std::vector<png_bytep> rows;
  for (int row = 0; row < picture.height; ++row) {
    rows.push_back(pixels.data() +
                   static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.width));
  }
  PngSource problem;
  png_structp png =
      png_create_write_struct(PNG_LIBPNG_VER_STRING, &problem, keepProblem, ignoreWarning);
  png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
  const bool done = info != nullptr && encode(png, info, out, picture, colours, rows);
  png_destroy_write_struct(&png, &info);
  if (!done) {
    return Error{ErrorKind::Failed,
                 {},
                 std::string("A picture of class numbers cannot be written as PNG (") +
                     problem.problem.data() + ")."};
  }
  return out;
}

}  // namespace touchstone::labeling
