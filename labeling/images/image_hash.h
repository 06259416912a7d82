#pragma once

#include "labeling/result.h"

#include <opencv2/core/mat.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace touchstone::labeling {

/// Returns a 128-bit hash of the bytes as 32 hex digits; equal bytes, equal digits, on every
/// machine. Not cryptographic.
[[nodiscard]] std::string hashOfBytes(std::string_view bytes);

/// Returns hashOfBytes of the file's content.
Result<std::string> hashOfFile(const std::filesystem::path& file);

/// Returns the 64-bit perceptual hash of an 8-bit BGR or grey picture: grey, 32×32, DCT, the 8×8
/// lowest frequencies against their median (Zauner 2010; imagehash's phash). Never 0.
[[nodiscard]] std::uint64_t perceptualHash(const cv::Mat& picture);

/// Number of differing bits.
[[nodiscard]] int hammingDistance(std::uint64_t a, std::uint64_t b);

}  // namespace touchstone::labeling
