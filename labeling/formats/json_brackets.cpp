#include "labeling/formats/json_brackets.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace touchstone::labeling {
namespace {

constexpr std::size_t blockBytes = 64;

/// Square brackets and braces differ in this bit.
constexpr char kindOfBracket = '{' ^ '[';

#ifdef __SSE2__
using Bytes = __m128i;

Bytes bytesAt(const char* bytes) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
}
Bytes eachOf(char c) {
  return _mm_set1_epi8(c);
}
/// Returns which of the bytes are `c`, the first one in the lowest bit.
std::uint64_t placesOf(char c, Bytes bytes) {
  return static_cast<std::uint64_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, eachOf(c))));
}
#else
using Bytes = std::uint64_t;
static_assert(std::endian::native == std::endian::little);

Bytes bytesAt(const char* bytes) {
  Bytes read = 0;
  std::memcpy(&read, bytes, sizeof(read));
  return read;
}
constexpr Bytes eachOf(char c) {
  return 0x0101010101010101ULL * static_cast<unsigned char>(c);
}
/// Returns which of the bytes are `c`, the first one in the lowest bit.
std::uint64_t placesOf(char c, Bytes bytes) {
  constexpr Bytes low = eachOf(0x7F);
  const Bytes differing = bytes ^ eachOf(c);
  const Bytes equal = ~(((differing & low) + low) | differing | low);
  // Each byte that is equal has its highest bit: the product brings these together.
  return (equal >> 7) * 0x0102040810204080ULL >> 56;
}
#endif

/// Returns how often, from the lowest bit up to each place, a bit was set: odd or even.
std::uint64_t parityUpTo(std::uint64_t bits) {
  for (unsigned step = 1; step < blockBytes; step *= 2) {
    bits ^= bits << step;
  }
  return bits;
}

}  // namespace

/// Which bytes of a block are what, the first byte in the lowest bit.
struct BracketWalk::Block {
  Block(const char* bytes, std::size_t count);

  std::size_t size;
  std::uint64_t quotes = 0;
  std::uint64_t backslashes = 0;
  std::uint64_t opening = 0;
  std::uint64_t closing = 0;

private:
  void look(const char* bytes);
};

BracketWalk::Block::Block(const char* bytes, std::size_t count) : size(count) {
  if (size == blockBytes) {
    look(bytes);
    return;
  }
  std::array<char, blockBytes> filled{};
  std::memcpy(filled.data(), bytes, size);
  look(filled.data());
}

void BracketWalk::Block::look(const char* bytes) {
  for (unsigned shift = 0; shift < blockBytes; shift += sizeof(Bytes)) {
    const Bytes some = bytesAt(bytes + shift);
    const Bytes braces = some | eachOf(kindOfBracket);
    quotes |= placesOf('"', some) << shift;
    backslashes |= placesOf('\\', some) << shift;
    opening |= placesOf('{', braces) << shift;
    closing |= placesOf('}', braces) << shift;
  }
}

const char* BracketWalk::pass(const char* at, const char* end) {
  while (at != end) {
    const Block block(at, std::min(blockBytes, static_cast<std::size_t>(end - at)));
    const std::uint64_t outside = ~takeTexts(block);
    std::uint64_t brackets = (block.opening | block.closing) & outside;
    for (; brackets != 0; brackets &= brackets - 1) {
      const int place = std::countr_zero(brackets);
      takeBracket((block.opening >> place & 1) != 0);
      if (isOver()) {
        return at + place + 1;
      }
    }
    at += block.size;
  }
  return at;
}

std::uint64_t BracketWalk::takeTexts(const Block& block) {
  const bool hasEscapes = escaped_ || block.backslashes != 0;
  const std::uint64_t quotes = hasEscapes ? quotesOfTexts(block) : block.quotes;
  const std::uint64_t inside = parityUpTo(quotes) ^ (quoted_ ? ~std::uint64_t{0} : 0);
  quoted_ = inside >> (blockBytes - 1) != 0;
  return inside;
}

/// Leaves out the quotes that backslashes make a part of a text.
std::uint64_t BracketWalk::quotesOfTexts(const Block& block) {
  std::uint64_t quotes = block.quotes;
  bool quoted = quoted_;
  for (std::size_t i = 0; i < block.size; ++i) {
    const std::uint64_t place = std::uint64_t{1} << i;
    if (escaped_) {
      escaped_ = false;
      quotes &= ~place;
    } else if ((quotes & place) != 0) {
      quoted = !quoted;
    } else {
      escaped_ = quoted && (block.backslashes & place) != 0;
    }
  }
  return quotes;
}

void BracketWalk::takeBracket(bool opens) {
  if (opens) {
    ++open_;
    return;
  }
  --open_;
  closedWithin_ += open_ == 1 ? 1 : 0;
}

}  // namespace touchstone::labeling
