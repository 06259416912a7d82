#include "labeling/project/byte_code.h"

#include <array>
#include <bit>
#include <cmath>

namespace touchstone::labeling {
namespace {

constexpr std::array<double, 4> scales{1, 10, 100, 1000};
constexpr std::uint8_t asDoubles = scales.size();
constexpr double largestWhole = 1e12;

/// Returns the whole number closest to `value` times `scale`, which is not larger than an
/// std::int64_t can be. Much faster than std::nearbyint; halves do not matter here.
std::int64_t wholeOf(double value, double scale) {
  const double scaled = value * scale;
  return static_cast<std::int64_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

/// Whether `value` is exactly a whole number divided by `scale`.
bool isWhole(double value, double scale) {
  if (!(std::abs(value * scale) < largestWhole)) {
    return false;
  }
  const std::int64_t whole = wholeOf(value, scale);
  return static_cast<double>(whole) / scale == value && !(whole == 0 && std::signbit(value));
}

/// Returns the place of the first scale that turns all values into whole numbers, or `asDoubles`.
std::uint8_t scaleFor(const std::vector<double>& values) {
  std::uint8_t scale = 0;
  for (const double value : values) {
    while (scale < asDoubles && !isWhole(value, scales[scale])) {
      ++scale;
    }
  }
  return scale;
}

/// The most bytes that a count can have.
constexpr std::size_t longestCount = 10;

/// Writes the bytes of a count to `at` and returns where they end.
char* writeCount(char* at, std::uint64_t number) {
  constexpr std::uint64_t more = 0x80;
  for (; number >= more; number >>= 7) {
    *at++ = static_cast<char>(number | more);
  }
  *at++ = static_cast<char>(number);
  return at;
}

std::uint64_t countOfSigned(std::int64_t number) {
  return (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63);
}

}  // namespace

void ByteWriter::addCount(std::uint64_t number) {
  std::array<char, longestCount> bytes;
  bytes_.append(bytes.data(), writeCount(bytes.data(), number));
}

void ByteWriter::addSigned(std::int64_t number) {
  addCount(countOfSigned(number));
}

void ByteWriter::addDouble(double number) {
  auto bits = std::bit_cast<std::uint64_t>(number);
  for (int i = 0; i < 8; ++i, bits >>= 8) {
    addByte(static_cast<std::uint8_t>(bits));
  }
}

void ByteWriter::addText(std::string_view text) {
  addCount(text.size());
  bytes_ += text;
}

void ByteWriter::addSeries(const std::vector<double>& values, std::size_t stride) {
  const std::uint8_t scale = scaleFor(values);
  addByte(scale);
  if (scale == asDoubles) {
    for (const double value : values) {
      addDouble(value);
    }
    return;
  }
  const auto whole = [&](std::size_t i) { return wholeOf(values[i], scales[scale]); };
  const std::size_t begin = bytes_.size();
  bytes_.resize(begin + values.size() * longestCount);
  char* at = bytes_.data() + begin;
  for (std::size_t i = 0; i < values.size(); ++i) {
    at = writeCount(at, countOfSigned(whole(i) - (i < stride ? 0 : whole(i - stride))));
  }
  bytes_.resize(static_cast<std::size_t>(at - bytes_.data()));
}

void ByteReader::fail() {
  bytes_ = {};
  intact_ = false;
}

std::uint8_t ByteReader::byte() {
  if (bytes_.empty()) {
    fail();
    return 0;
  }
  const auto byte = static_cast<std::uint8_t>(bytes_.front());
  bytes_.remove_prefix(1);
  return byte;
}

std::uint64_t ByteReader::count() {
  std::uint64_t number = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const std::uint64_t next = byte();
    number |= (next & 0x7F) << shift;
    if (next < 0x80) {
      return number;
    }
  }
  fail();
  return 0;
}

std::int64_t ByteReader::signedNumber() {
  const std::uint64_t code = count();
  return static_cast<std::int64_t>(code >> 1) ^ -static_cast<std::int64_t>(code & 1);
}

double ByteReader::doubleNumber() {
  std::uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) {
    bits |= static_cast<std::uint64_t>(byte()) << (8 * i);
  }
  return std::bit_cast<double>(bits);
}

std::string ByteReader::text() {
  const std::uint64_t size = count();
  if (size > bytes_.size()) {
    fail();
    return {};
  }
  std::string text(bytes_.substr(0, size));
  bytes_.remove_prefix(size);
  return text;
}

std::vector<double> ByteReader::series(std::size_t size, std::size_t stride) {
  const std::uint8_t scale = byte();
  if (size > bytes_.size() || scale > asDoubles) {
    fail();
    return {};
  }
  std::vector<double> values(size);
  std::vector<std::int64_t> last(stride, 0);
  for (std::size_t i = 0; i < size; ++i) {
    if (scale == asDoubles) {
      values[i] = doubleNumber();
      continue;
    }
    // Unsigned, so that damaged bytes cannot overflow.
    std::int64_t& before = last[i % stride];
    before = static_cast<std::int64_t>(static_cast<std::uint64_t>(before) +
                                       static_cast<std::uint64_t>(signedNumber()));
    values[i] = static_cast<double>(before) / scales[scale];
  }
  return values;
}

}  // namespace touchstone::labeling
