#include "labeling/images/tiff_tags.h"

#include <array>

namespace touchstone::labeling {
namespace {

/// Reads numbers in the byte order that the file's first two letters announce.
class TiffStream {
public:
  explicit TiffStream(std::istream& stream) : stream_(stream), start_(stream.tellg()) {
    std::array<char, 2> order{};
    stream_.read(order.data(), 2);
    bigEndian_ = order[0] == 'M';
    const bool isOrder = order[0] == order[1] && (order[0] == 'M' || order[0] == 'I');
    const std::uint64_t version = number(2);
    isBig_ = version == 43;
    valid_ = stream_ && isOrder && (version == 42 || (isBig_ && number(4) == 8));
  }

  [[nodiscard]] bool isValid() const { return valid_ && stream_.good(); }
  /// Whether it is a BigTIFF: counts and offsets have eight bytes.
  [[nodiscard]] bool isBig() const { return isBig_; }

  std::uint64_t number(int bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) {
      const auto byte = static_cast<std::uint64_t>(stream_.get() & 0xff);
      value = bigEndian_ ? value << 8 | byte : value | byte << (8 * i);
    }
    return value;
  }

  void goTo(std::uint64_t offset) { stream_.seekg(start_ + static_cast<std::streamoff>(offset)); }
  void skip(int bytes) { stream_.seekg(bytes, std::ios::cur); }

private:
  std::istream& stream_;
  std::streamoff start_;
  bool bigEndian_ = false;
  bool isBig_ = false;
  bool valid_ = false;
};

constexpr std::uint32_t widthTag = 256;
constexpr std::uint32_t heightTag = 257;
constexpr std::uint32_t orientationTag = 274;
constexpr std::uint32_t shortType = 3;
constexpr std::uint32_t longType = 4;

}  // namespace

std::optional<TiffTags> readTiffTags(std::istream& stream) {
  TiffStream tiff(stream);
  if (!tiff.isValid()) {
    return std::nullopt;
  }
  const int wide = tiff.isBig() ? 8 : 4;
  tiff.goTo(tiff.number(wide));
  TiffTags tags;
  const std::uint64_t entries = tiff.number(tiff.isBig() ? 8 : 2);
  for (std::uint64_t i = 0; i < entries && tiff.isValid(); ++i) {
    const std::uint64_t tag = tiff.number(2);
    const std::uint64_t type = tiff.number(2);
    tiff.skip(wide);
    const int bytes = type == shortType ? 2 : 4;
    const std::uint64_t value = tiff.number(bytes);
    tiff.skip(wide - bytes);
    if (!tiff.isValid() || (type != shortType && type != longType)) {
      continue;
    }
    if (tag == widthTag) {
      tags.width = static_cast<std::int64_t>(value);
    } else if (tag == heightTag) {
      tags.height = static_cast<std::int64_t>(value);
    } else if (tag == orientationTag && value >= 1 && value <= 8) {
      tags.orientation = static_cast<int>(value);
    }
  }
  return tags;
}

}  // namespace touchstone::labeling
