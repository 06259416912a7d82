#include "labeling/formats/idx.h"

#include <algorithm>
#include <array>
#include <limits>
#include <zlib.h>

namespace touchstone::labeling {
namespace {

constexpr unsigned char unsignedByte = 0x08;

Error refusal(const std::filesystem::path& file, const std::string& what) {
  return {ErrorKind::BadInput, file, file.string() + " " + what};
}

bool isGzip(std::string_view bytes) {
  return bytes.starts_with("\x1F\x8B");
}

/// Frees what zlib keeps for unpacking.
class Inflater {
public:
  Inflater() { ready_ = inflateInit2(&stream_, 16 + MAX_WBITS) == Z_OK; }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Unpacks all of `bytes` into `out`; stops beyond `limit`. Returns whether the file is whole.
  bool unpack(std::string_view bytes, std::uint64_t limit, std::string& out) {
    std::array<unsigned char, 65'536> buffer{};
    // zlib does not change its input, but its interface is older than const.
    stream_.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<unsigned>(bytes.size());
    int state = ready_ ? Z_OK : Z_STREAM_ERROR;
    while (state == Z_OK && out.size() <= limit) {
      stream_.next_out = buffer.data();
      stream_.avail_out = static_cast<unsigned>(buffer.size());
      state = inflate(&stream_, Z_NO_FLUSH);
      out.append(reinterpret_cast<const char*>(buffer.data()), buffer.size() - stream_.avail_out);
    }
    return state == Z_STREAM_END;
  }

private:
  z_stream stream_{};
  bool ready_ = false;
};

Result<std::string> unpacked(std::string_view bytes,
                             const std::filesystem::path& file,
                             const IdxLimits& limits) {
  std::string out;
  const bool fits =
      bytes.size() <= std::min<std::uint64_t>(limits.bytes, std::numeric_limits<unsigned>::max());
  const bool whole = !fits ? false : !isGzip(bytes) || Inflater().unpack(bytes, limits.bytes, out);
  if (!fits || out.size() > limits.bytes) {
    return refusal(
        file, "has more than the limit of " + std::to_string(limits.bytes) + " bytes; split it.");
  }
  if (!whole) {
    return refusal(file, "is damaged gzip or ends too early; get it again.");
  }
  return isGzip(bytes) ? std::move(out) : std::string(bytes);
}

std::uint32_t numberAt(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = (number << 8) | static_cast<unsigned char>(bytes[at + i]);
  }
  return number;
}

void append(std::string& bytes, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(number >> shift);
  }
}

/// A file's sizes and where its values begin.
struct Header {
  std::vector<std::uint32_t> sizes;
  std::size_t begin = 0;
};

Result<Header> headerOf(std::string_view bytes,
                        std::size_t dimensions,
                        const std::filesystem::path& file) {
  if (bytes.size() < 4 || bytes[0] != 0 || bytes[1] != 0) {
    return refusal(file, "is not an IDX file: it does not begin with two zero bytes.");
  }
  if (static_cast<unsigned char>(bytes[2]) != unsignedByte) {
    return refusal(file, "does not hold unsigned bytes; only these are read.");
  }
  const auto found = static_cast<unsigned char>(bytes[3]);
  if (found != dimensions) {
    return refusal(file, "has " + std::to_string(found) + " dimensions instead of " +
                             std::to_string(dimensions) + ".");
  }
  Header header{.sizes = {}, .begin = 4 + 4 * dimensions};
  if (bytes.size() < header.begin) {
    return refusal(file, "ends within its header; get it again.");
  }
  std::uint64_t values = 1;
  for (std::size_t i = 0; i < dimensions; ++i) {
    header.sizes.push_back(numberAt(bytes, 4 + 4 * i));
    const bool tooMany = header.sizes.back() != 0 && values > bytes.size() / header.sizes.back();
    values = tooMany ? std::numeric_limits<std::uint32_t>::max() : values * header.sizes.back();
  }
  const std::uint64_t there = bytes.size() - header.begin;
  if (values != there) {
    return refusal(file, there < values ? "has fewer values than its header says; get it again."
                                        : "has more values than its header says; get it again.");
  }
  return header;
}

}  // namespace

std::string_view IdxImages::picture(std::uint32_t index) const {
  const std::size_t size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  return std::string_view(pixels).substr(index * size, size);
}

Result<IdxImages> readIdxImages(std::string_view bytes,
                                const std::filesystem::path& file,
                                const IdxLimits& limits) {
  auto whole = unpacked(bytes, file, limits);
  if (!whole) {
    return whole.error();
  }
  const auto header = headerOf(*whole, 3, file);
  if (!header) {
    return header.error();
  }
  const auto& sizes = header->sizes;
  if (sizes[0] > limits.images) {
    return refusal(
        file, "has more than the limit of " + std::to_string(limits.images) + " images; split it.");
  }
  if (sizes[0] > 0 &&
      (sizes[1] == 0 || sizes[2] == 0 || sizes[1] > limits.side || sizes[2] > limits.side)) {
    return refusal(file, "has images without pixels or with sides beyond the limit of " +
                             std::to_string(limits.side) + " pixels.");
  }
  whole->erase(0, header->begin);
  return IdxImages{.count = sizes[0],
                   .width = static_cast<int>(std::min(sizes[2], limits.side)),
                   .height = static_cast<int>(std::min(sizes[1], limits.side)),
                   .pixels = *std::move(whole)};
}

Result<std::vector<std::uint8_t>> readIdxLabels(std::string_view bytes,
                                                const std::filesystem::path& file,
                                                const IdxLimits& limits) {
  const auto whole = unpacked(bytes, file, limits);
  if (!whole) {
    return whole.error();
  }
  const auto header = headerOf(*whole, 1, file);
  if (!header) {
    return header.error();
  }
  return std::vector<std::uint8_t>(whole->begin() + static_cast<std::ptrdiff_t>(header->begin),
                                   whole->end());
}

std::string idxBytesOf(const IdxImages& images) {
  std::string bytes{0, 0, unsignedByte, 3};
  append(bytes, images.count);
  append(bytes, static_cast<std::uint32_t>(images.height));
  append(bytes, static_cast<std::uint32_t>(images.width));
  return bytes + images.pixels;
}

std::string idxBytesOf(const std::vector<std::uint8_t>& labels) {
  std::string bytes{0, 0, unsignedByte, 1};
  append(bytes, static_cast<std::uint32_t>(labels.size()));
  return bytes.append(labels.begin(), labels.end());
}

}  // namespace touchstone::labeling
