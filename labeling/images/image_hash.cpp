#include "labeling/images/image_hash.h"

#include "labeling/images/read_file.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <vector>

namespace touchstone::labeling {
namespace {

std::uint64_t finalMix(std::uint64_t k) {
  k ^= k >> 33;
  k *= 0xff51afd7ed558ccdULL;
  k ^= k >> 33;
  k *= 0xc4ceb9fe1a85ec53ULL;
  k ^= k >> 33;
  return k;
}

/// Returns eight bytes as a little-endian number, missing ones as zero.
std::uint64_t littleEndian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(bytes.size(), 8); ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

void appendHex(std::string& text, std::uint64_t value) {
  static constexpr std::string_view digits = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) {
    text += digits[(value >> shift) & 15];
  }
}

constexpr std::uint64_t c1 = 0x87c37b91114253d5ULL;
constexpr std::uint64_t c2 = 0x4cf5ad432745937fULL;

std::uint64_t scrambled1(std::uint64_t k) {
  return std::rotl(k * c1, 31) * c2;
}

std::uint64_t scrambled2(std::uint64_t k) {
  return std::rotl(k * c2, 33) * c1;
}

}  // namespace

// MurmurHash3_x64_128 with seed 0, by Austin Appleby, in the public domain.
std::string hashOfBytes(std::string_view bytes) {
  std::uint64_t h1 = 0;
  std::uint64_t h2 = 0;
  std::string_view rest = bytes;
  for (; rest.size() >= 16; rest.remove_prefix(16)) {
    h1 = (std::rotl(h1 ^ scrambled1(littleEndian(rest.substr(0, 8))), 27) + h2) * 5 + 0x52dce729;
    h2 = (std::rotl(h2 ^ scrambled2(littleEndian(rest.substr(8, 8))), 31) + h1) * 5 + 0x38495ab5;
  }
  if (rest.size() > 8) {
    h2 ^= scrambled2(littleEndian(rest.substr(8)));
  }
  h1 ^= scrambled1(littleEndian(rest));
  h1 ^= bytes.size();
  h2 ^= bytes.size();
  h1 += h2;
  h2 += h1;
  h1 = finalMix(h1);
  h2 = finalMix(h2);
  h1 += h2;
  h2 += h1;
  std::string text;
  appendHex(text, h1);
  appendHex(text, h2);
  return text;
}

Result<std::string> hashOfFile(const std::filesystem::path& file) {
  return readFile(file).transform([](const std::string& bytes) { return hashOfBytes(bytes); });
}

std::uint64_t perceptualHash(const cv::Mat& picture) {
  require(!picture.empty() && picture.depth() == CV_8U &&
              (picture.channels() == 1 || picture.channels() == 3),
          "perceptualHash needs an 8-bit grey or BGR picture");
  cv::Mat grey = picture;
  if (picture.channels() == 3) {
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
  }
  cv::Mat small;
  cv::resize(grey, small, {32, 32}, 0, 0, cv::INTER_AREA);
  cv::Mat values;
  small.convertTo(values, CV_32F);
  cv::Mat frequencies;
  cv::dct(values, frequencies);
  std::array<float, 64> low{};
  for (int row = 0; row < 8; ++row) {
    std::copy_n(frequencies.ptr<float>(row), 8, low.begin() + row * 8);
  }
  std::array<float, 64> sorted = low;
  std::sort(sorted.begin(), sorted.end());
  const float median = (sorted[31] + sorted[32]) / 2;
  std::uint64_t hash = 0;
  for (const float frequency : low) {
    hash = hash << 1 | (frequency > median ? 1U : 0U);
  }
  // A black picture has no frequency above the median; 0 is taken for "not computed".
  return std::max<std::uint64_t>(hash, 1);
}

int hammingDistance(std::uint64_t a, std::uint64_t b) {
  return std::popcount(a ^ b);
}

}  // namespace touchstone::labeling
